package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Hash;

/** A journal whose first records somebody remembers is read from there on. */
class EarlierTest {
    private static final int BLOCKS = 9;

    private final MemoryDisk disk = new MemoryDisk(new byte[0]);
    private final List<Point> points = new ArrayList<>();
    private final List<Long> read = new ArrayList<>();

    /** Remembers all records up to one. */
    private record Remembered(Point point, Hash head, List<Point> points) implements Earlier {
        @Override
        public long end(long height) {
            return points.get((int) height - 1).position();
        }
    }

    @BeforeEach
    void write() throws IOException {
        Blocks.created(disk);
        try (Journal journal = Blocks.open(disk)) {
            Blocks.acknowledge(journal, 1, BLOCKS);
            for (long height = 1; height <= BLOCKS; height++) {
                points.add(journal.point(height));
            }
        }
    }

    @Test
    void onlyWhatComesAfterIsReadAndEverythingIsFound() throws IOException {
        for (int remembered = 1; remembered <= BLOCKS; remembered++) {
            read.clear();
            try (Journal journal = open(upTo(remembered))) {
                assertThat(read).hasSize(BLOCKS - remembered).doesNotContain((long) remembered);
                for (int height = 1; height <= BLOCKS; height++) {
                    assertThat(journal.read(height)).isEqualTo(Blocks.payload(height));
                    assertThat(journal.point(height)).isEqualTo(points.get(height - 1));
                }
                assertThatThrownBy(() -> journal.read(0)).hasMessage("the journal has no block 0");
                assertThatThrownBy(() -> journal.read(BLOCKS + 1)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void theChainGoesOnFromWhatIsRemembered() throws IOException {
        try (Journal journal = open(upTo(4))) {
            Blocks.acknowledge(journal, BLOCKS + 1, BLOCKS + 3);
        }
        read.clear();
        try (Journal journal = Blocks.open(disk, read)) {
            assertThat(read).hasSize(BLOCKS + 3);
            assertThat(journal.repairs()).isEmpty();
        }
    }

    @Test
    void whatIsLeftLaterIsFoundToo() throws IOException {
        try (Journal journal = Blocks.open(disk)) {
            for (int remembered : new int[] {3, 3, 2, 7, BLOCKS}) {
                journal.leave(upTo(remembered));
                for (int height = 1; height <= BLOCKS; height++) {
                    assertThat(journal.read(height)).isEqualTo(Blocks.payload(height));
                }
            }
            journal.append(BLOCKS + 1, Blocks.payload(BLOCKS + 1));
            assertThat(journal.read(BLOCKS + 1)).isEqualTo(Blocks.payload(BLOCKS + 1));
            Earlier unacknowledged = new Remembered(journal.point(BLOCKS + 1), Blocks.head(BLOCKS + 1), points);
            assertThatThrownBy(() -> journal.leave(unacknowledged)).hasMessage("block 10 is not acknowledged");
        }
    }

    @Test
    void anyNumberCanBeLeft() {
        for (int blocks : new int[] {0, 1, 1_023, 1_024, 1_025, 5_000}) {
            for (int left : new int[] {0, 1, 1_023, 1_024, 1_025, 4_000}) {
                Positions positions = new Positions(new Point(0, 100, Hash.ZERO));
                List<Point> all = new ArrayList<>();
                for (int height = 1; height <= Math.max(blocks, left); height++) {
                    all.add(new Point(height, 100 + 7L * height, Hash.ZERO));
                    if (height <= blocks) {
                        positions.add(100 + 7L * height);
                    }
                }
                Point last = left == 0 ? new Point(0, 100, Hash.ZERO) : all.get(left - 1);
                positions.leave(new Remembered(last, Hash.ZERO, all));
                for (int height : new int[] {1, left - 1, left, left + 1, blocks - 1, blocks}) {
                    if (height >= 1 && height <= Math.max(blocks, left)) {
                        assertThat(positions.of(height))
                                .as("%d of %d, %d left", height, blocks, left)
                                .isEqualTo(new Positions.Span(93 + 7L * height, 100 + 7L * height));
                    }
                }
            }
        }
    }

    @Test
    void anotherRecordThanTheOneRememberedDoesNotFit() {
        Point right = points.get(4);
        for (Point wrong : List.of(
                new Point(5, right.position(), Hash.ZERO),
                new Point(5, right.position() + 1, right.digest()),
                new Point(4, right.position(), right.digest()))) {
            assertThatThrownBy(() -> open(new Remembered(wrong, Blocks.head(5), points)))
                    .isInstanceOf(UnfitException.class);
        }
        assertThatThrownBy(() -> open(new Remembered(points.get(BLOCKS - 1), Hash.ZERO, points)))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("block 9 is not the one that was acknowledged");
    }

    @Test
    void damageToTheLastRecordRememberedDoesNotFit() {
        disk.content()[(int) points.get(4).position() - 40] ^= 1;

        assertThatThrownBy(() -> open(upTo(5))).isInstanceOf(UnfitException.class);
    }

    @Test
    void damageAfterItIsDamage() {
        disk.content()[(int) points.get(6).position() - 40] ^= 1;

        assertThatThrownBy(() -> open(upTo(5)))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("block 7 is not as it was acknowledged");
    }

    @Test
    void aJournalThatEndsBeforeWhatIsRememberedWasExchangedOrCut() throws IOException {
        MemoryDisk shorter = new MemoryDisk(new byte[0]);
        Blocks.created(shorter);
        try (Journal journal = Blocks.open(shorter)) {
            Blocks.acknowledge(journal, 1, 4);
        }

        assertThatThrownBy(() -> Journal.open(shorter, upTo(5), (height, payload) -> Blocks.head(height)))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("block 5 was stored and is not here: the file was exchanged or cut");
        assertThat(Blocks.open(shorter).height()).isEqualTo(4);
    }

    /** One slot is damaged after the last anchor was written to it; the record that it named is remembered. */
    @Test
    void aRecordThatIsRememberedCountsAsAcknowledged() throws IOException {
        Journal crashed = Blocks.open(disk);
        Blocks.acknowledge(crashed, BLOCKS + 1, BLOCKS + 1);
        Remembered last = new Remembered(crashed.point(BLOCKS + 1), Blocks.head(BLOCKS + 1), points);
        int newest =
                Anchor.decode(0, ByteBuffer.wrap(disk.content(), 4096, 4096).slice())
                                        .orElseThrow()
                                        .point()
                                        .height()
                                == BLOCKS + 1
                        ? 0
                        : 1;
        disk.content()[(int) Anchor.slot(newest) + 100] ^= 1;

        try (Journal journal = open(last)) {
            assertThat(journal.acknowledged()).isEqualTo(BLOCKS + 1);
        }
    }

    private Journal open(Earlier earlier) throws IOException {
        return Journal.open(disk, earlier, (height, payload) -> {
            read.add(height);
            return Blocks.head(height);
        });
    }

    private Remembered upTo(int height) {
        return new Remembered(points.get(height - 1), Blocks.head(height), points);
    }
}
