package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Hash;

class JournalTest {
    private final MemoryDisk disk = new MemoryDisk(new byte[0]);

    @Test
    void keepsBlocksInOrderAcrossStops() throws IOException {
        Blocks.created(disk);
        try (Journal journal = Blocks.open(disk)) {
            assertThat(journal.height()).isZero();
            Blocks.acknowledge(journal, 1, 3);
        }
        List<Long> heights = new ArrayList<>();
        try (Journal journal = Blocks.open(disk, heights)) {
            assertThat(heights).containsExactly(1L, 2L, 3L);
            assertThat(journal.identity()).isEqualTo(Blocks.CHAIN);
            assertThat(journal.firstHeight()).isEqualTo(1);
            assertThat(journal.acknowledged()).isEqualTo(3);
            assertThat(journal.repairs()).isEmpty();
            Blocks.acknowledge(journal, 4, 5);
        }
        Journal journal = Blocks.open(disk);
        assertThat(journal.height()).isEqualTo(5);
        assertThat(journal.read(2)).isEqualTo(Blocks.payload(2));
        assertThat(journal.read(5)).isEqualTo(Blocks.payload(5));
    }

    @Test
    void beginsAtTheFirstHeightThatItWasCreatedWith() throws IOException {
        Journal.create(disk, Blocks.CHAIN, 1_000_000);
        Journal journal = Blocks.open(disk);
        assertThat(journal.height()).isEqualTo(999_999);
        journal.append(1_000_000, new byte[] {42});
        assertThat(journal.read(1_000_000)).containsExactly(42);
        assertThatThrownBy(() -> journal.read(999_999)).hasMessage("the journal has no block 999999");
        assertThatThrownBy(() -> journal.read(1_000_001)).hasMessage("the journal has no block 1000001");
    }

    @Test
    void growsInStepsOfSixteenMebibytes() throws IOException {
        Blocks.created(disk);
        assertThat(disk.size()).isEqualTo(16 << 20);
        byte[] large = new byte[10 << 20];
        try (Journal journal = Blocks.open(disk)) {
            journal.append(1, large);
            assertThat(disk.size()).isEqualTo(16 << 20);
            journal.append(2, large);
            assertThat(disk.size()).isEqualTo(32 << 20);
            assertThat(journal.read(2)).isEqualTo(large);
        }
    }

    @Test
    void refusesAHeightThatIsNotTheNextAndAPayloadThatIsTooLong() throws IOException {
        Journal journal = Blocks.open(Blocks.created(disk));
        assertThatThrownBy(() -> journal.append(2, new byte[1])).hasMessage("expected block 1, got 2");
        assertThatThrownBy(() -> journal.append(1, new byte[Journal.MAX_PAYLOAD + 1]))
                .hasMessage("a block has at most 67108864 bytes, not 67108865");
        journal.append(1, new byte[1]);
        assertThatThrownBy(() -> journal.append(1, new byte[1])).hasMessage("expected block 2, got 1");
    }

    @Test
    void anchorsOnlyWhatAForceHasCovered() throws IOException {
        Journal journal = Blocks.open(Blocks.created(disk));
        journal.append(1, Blocks.payload(1));
        assertThatThrownBy(() -> journal.anchor(1, Blocks.head(1))).hasMessage("block 0 is forced, not 1");
        journal.force();
        journal.anchor(1, Blocks.head(1));
        assertThat(journal.acknowledged()).isZero();
        assertThatThrownBy(() -> journal.anchor(1, Blocks.head(1)))
                .hasMessage("the anchor of block 1 is not forced yet");
        journal.force();
        assertThat(journal.acknowledged()).isEqualTo(1);
    }

    @Test
    void keepsBlocksThatAreWholeThoughNoAnchorNamesThem() throws IOException {
        Journal crashed = Blocks.open(Blocks.created(disk));
        Blocks.acknowledge(crashed, 1, 2);
        crashed.append(3, Blocks.payload(3));
        crashed.append(4, Blocks.payload(4));

        Journal journal = Blocks.open(disk);
        assertThat(journal.height()).isEqualTo(4);
        assertThat(journal.acknowledged()).isEqualTo(4);
        assertThat(journal.repairs())
                .containsExactly("Blocks 3 to 4 were written but not yet acknowledged at the last stop;"
                        + " they are whole and stay.");
    }

    @Test
    void erasesATornWriteAndSaysSo() throws IOException {
        Journal crashed = Blocks.open(Blocks.created(disk));
        Blocks.acknowledge(crashed, 1, 2);
        ByteBuffer unfinished = JournalRecord.encode(3, Blocks.payload(3), Blocks.CHAIN);
        int end = (int) Journal.RECORDS + 2 * JournalRecord.size(0) + 35 + 70;
        disk.write(end, unfinished.slice(0, 100));

        assertThat(Blocks.open(disk).repairs())
                .containsExactly("An unfinished write after block 2 is erased: 100 bytes at byte 12521.");
        assertThat(disk.content()[end]).isZero();
        assertThat(Blocks.open(disk).repairs()).isEmpty();
    }

    @Test
    void refusesAnythingAfterTheLastBlockOfACleanStop() throws IOException {
        Journal closed = Blocks.open(Blocks.created(disk));
        Blocks.acknowledge(closed, 1, 2);
        closed.close();
        disk.content()[disk.content().length - 1] = 1;

        assertThatThrownBy(() -> Blocks.open(disk))
                .isInstanceOf(DamagedDataException.class)
                .hasMessage(
                        "The ledger is damaged (memory, byte 16777215: something stands after block 2, the last one):"
                                + " run 'quoin repair' on it; with --from it also takes what is missing from a backup.");
    }

    @Test
    void refusesAnotherFormatVersionAndSaysWhich() throws IOException {
        Blocks.created(disk);
        disk.write(0, new Header(7, Blocks.CHAIN, 1).encode());

        assertThatThrownBy(() -> Blocks.open(disk))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("The ledger has data format version 7 (memory) and this Quoin reads version 1:"
                        + " start it with the Quoin that wrote it.");
    }

    @Test
    void refusesWhenNeitherAnchorIsWhole() throws IOException {
        Blocks.created(disk);
        disk.content()[(int) Anchor.slot(0)] ^= 1;
        disk.content()[(int) Anchor.slot(1)] ^= 1;

        assertThatThrownBy(() -> Blocks.open(disk))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("byte 4096: neither slot of the head anchor is as it was written");
    }

    @Test
    void refusesABlockThatReadsOtherwiseThanItWasAcknowledged() throws IOException {
        Journal closed = Blocks.open(Blocks.created(disk));
        Blocks.acknowledge(closed, 1, 2);
        closed.close();

        assertThatThrownBy(() -> Journal.open(disk, (height, payload) -> Hash.ZERO))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("block 2 is not the one that was acknowledged");
    }

    @Test
    void seesDamageWhenABlockIsRead() throws IOException {
        Journal journal = Blocks.open(Blocks.created(disk));
        Blocks.acknowledge(journal, 1, 3);
        int second = (int) Journal.RECORDS + JournalRecord.size(35);
        for (int at = second; at < second + JournalRecord.size(70); at++) {
            disk.content()[at] ^= 1;
            assertThatThrownBy(() -> journal.read(2))
                    .isInstanceOf(DamagedDataException.class)
                    .hasMessageContaining("byte 12403: block 2 is not as it was written");
            disk.content()[at] ^= 1;
        }
        assertThat(journal.read(2)).isEqualTo(Blocks.payload(2));
    }

    @Test
    void writesNothingMoreAfterAFailureUntilItIsOpenedAgain() throws IOException {
        Blocks.created(disk).failForce(3);
        Journal journal = Blocks.open(disk);
        journal.append(1, Blocks.payload(1));
        String sentence = "The ledger could not write to its disk (memory: Input/output error) and has stopped:"
                + " free space or repair the disk, then start it again.";
        assertThatThrownBy(journal::force)
                .isInstanceOf(JournalFailedException.class)
                .hasMessage(sentence);
        assertThatThrownBy(journal::force).hasMessage(sentence);
        assertThatThrownBy(() -> journal.append(2, Blocks.payload(2))).hasMessage(sentence);
        assertThat(journal.acknowledged()).isZero();
        assertThat(journal.read(1)).isEqualTo(Blocks.payload(1));
        journal.close();
        assertThat(Blocks.open(disk).height()).isEqualTo(1);
    }

    @Test
    void closesTheDiskWhenItCannotBeOpened() throws IOException {
        List<String> closed = new ArrayList<>();
        Disk watched = new MemoryDisk(Blocks.created(disk).content()) {
            @Override
            public void close() {
                closed.add("closed");
            }
        };
        Blocks.acknowledge(Blocks.open(watched), 1, 1);
        assertThatThrownBy(() -> Journal.open(watched, (height, payload) -> {
                    throw new IllegalArgumentException("no such block");
                }))
                .hasMessage("no such block");
        assertThat(closed).containsExactly("closed");
    }
}
