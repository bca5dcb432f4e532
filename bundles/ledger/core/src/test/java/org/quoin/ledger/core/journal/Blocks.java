package org.quoin.ledger.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.quoin.ledger.api.Hash;

/** What the tests keep in a journal: a payload and a head that follow from the height. */
final class Blocks {
    static final Hash CHAIN = Hash.sha256("a chain".getBytes(UTF_8));

    private Blocks() {}

    /** Between 0 and 210 bytes; those of block 7 and of block 14 are equally long. */
    static byte[] payload(long height) {
        byte[] payload = new byte[(int) (height % 7) * 35];
        new SplittableRandom(height).nextBytes(payload);
        return payload;
    }

    static Hash head(long height) {
        return height == 0 ? CHAIN : Hash.sha256(payload(height));
    }

    /** A journal from height 1 on. */
    static <D extends Disk> D created(D disk) throws IOException {
        Journal.create(disk, CHAIN, 1);
        return disk;
    }

    static Journal open(Disk disk) throws IOException {
        return open(disk, new ArrayList<>());
    }

    /** Opens and requires that each block is the one that belongs at its height. */
    static Journal open(Disk disk, List<Long> heights) throws IOException {
        return Journal.open(disk, (height, payload) -> {
            assertThat(payload).isEqualTo(payload(height));
            heights.add(height);
            return head(height);
        });
    }

    /** Appends and acknowledges blocks one by one. */
    static void acknowledge(Journal journal, long from, long to) {
        for (long height = from; height <= to; height++) {
            journal.append(height, payload(height));
            journal.force();
            journal.anchor(height, head(height));
            journal.force();
        }
    }
}
