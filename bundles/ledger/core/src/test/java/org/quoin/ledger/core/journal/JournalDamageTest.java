package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A journal of 20 acknowledged blocks is harmed in every way that fits one test, once after a clean stop and once after a
 * crash that left block 21 unacknowledged. Whatever the harm: the same blocks, or a refusal. Never silence.
 */
class JournalDamageTest {
    private static final int ACKNOWLEDGED = 20;
    private static final int ZEROS = 600;
    private static final int SLOTS = Page.SIZE;
    private static final int RECORDS = (int) Journal.RECORDS;

    private enum Outcome {
        /** The same blocks, and nothing to report. */
        UNNOTICED,
        /** The same blocks, and a sentence on what was mended. */
        MENDED,
        REFUSED,
        /** Other blocks than were acknowledged: what must never be. */
        SILENT
    }

    private final byte[] closed = journal(true);
    private final byte[] crashed = journal(false);

    JournalDamageTest() throws IOException {}

    @Test
    void everyByteFlippedIsSeenAfterACleanStop() {
        for (int at = 0; at < closed.length; at++) {
            Outcome expected = at >= SLOTS && at < RECORDS - 32 ? Outcome.MENDED : Outcome.REFUSED;
            assertThat(judge(flipped(closed, at, 0))).as("byte %d, bit 0", at).isEqualTo(expected);
        }
    }

    @Test
    void everyByteFlippedIsSeenAfterACrash() {
        int unacknowledged = crashed.length - ZEROS - JournalRecord.size(Blocks.payload(21).length);
        for (int at = 0; at < crashed.length; at++) {
            boolean acknowledged = at < SLOTS || (at >= RECORDS - 32 && at < unacknowledged);
            assertThat(judge(flipped(crashed, at, at % 8)))
                    .as("byte %d, bit %d", at, at % 8)
                    .isEqualTo(acknowledged ? Outcome.REFUSED : Outcome.MENDED);
        }
    }

    @Test
    void everyTruncationIsRefusedUntilOnlyZerosAreCut() {
        for (int length = 0; length < closed.length; length += 97) {
            Outcome expected = length < closed.length - ZEROS ? Outcome.REFUSED : Outcome.UNNOTICED;
            assertThat(judge(Arrays.copyOf(closed, length)))
                    .as("length %d", length)
                    .isEqualTo(expected);
            assertThat(judge(Arrays.copyOf(crashed, length)))
                    .as("length %d", length)
                    .isNotEqualTo(Outcome.SILENT);
        }
    }

    @Test
    void zeroedPagesAreSeen() {
        for (int from = 0; from < closed.length - ZEROS; from += 512) {
            for (int length = 512; length <= 4 * Page.SIZE; length *= 2) {
                byte[] zeroed = zeroed(closed, from, length);
                assertThat(judge(zeroed))
                        .as("%d zeros at byte %d", length, from)
                        .isNotEqualTo(Outcome.SILENT)
                        .isNotEqualTo(Arrays.equals(zeroed, closed) ? Outcome.REFUSED : Outcome.UNNOTICED);
                assertThat(judge(zeroed(crashed, from, length)))
                        .as("%d zeros at byte %d", length, from)
                        .isNotEqualTo(Outcome.SILENT);
            }
        }
    }

    @Test
    void recordsThatAreSwappedRepeatedOrLeftOutAreRefused() {
        List<byte[]> records = records();
        byte[] seventh = records.get(6);
        byte[] fourteenth = records.get(13);
        assertThat(seventh).hasSameSizeAs(fourteenth);

        assertThat(judge(closedWith(records))).isEqualTo(Outcome.UNNOTICED);
        records.set(6, fourteenth);
        records.set(13, seventh);
        assertThat(judge(closedWith(records))).isEqualTo(Outcome.REFUSED);
        records.set(13, fourteenth);
        assertThat(judge(closedWith(records))).isEqualTo(Outcome.REFUSED);
        records.set(6, seventh);
        records.remove(19);
        assertThat(judge(closedWith(records))).isEqualTo(Outcome.REFUSED);
        records.remove(0);
        assertThat(judge(closedWith(records))).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aTornAnchorLeavesItsPredecessorInForce() {
        for (int torn = 0; torn < Anchor.SLOTS; torn++) {
            for (int kept = 0; kept < 120; kept++) {
                byte[] image = closed.clone();
                Arrays.fill(image, (int) Anchor.slot(torn) + kept, (int) Anchor.slot(torn) + 512, (byte) 0x55);
                assertThat(judge(image)).isEqualTo(Outcome.MENDED);
            }
        }
    }

    @Test
    void anOlderJournalBehindANewerAnchorIsRefused() throws IOException {
        MemoryDisk disk = new MemoryDisk(closed.clone());
        try (Journal journal = Blocks.open(disk)) {
            Blocks.acknowledge(journal, 21, 22);
        }
        byte[] image = closed.clone();
        System.arraycopy(disk.content(), SLOTS, image, SLOTS, 2 * Page.SIZE);
        assertThat(judge(image)).isEqualTo(Outcome.REFUSED);
    }

    /** Without the checksums the judge must find silence, or it would prove nothing. */
    @Test
    void theJudgeHearsSilenceWhenDamageIsSealedAgain() throws IOException {
        MemoryDisk disk = Blocks.created(new MemoryDisk(new byte[0]));
        try (Journal journal = Journal.open(disk, (height, payload) -> Blocks.head(height))) {
            for (long height = 1; height <= ACKNOWLEDGED; height++) {
                byte[] payload = Blocks.payload(height);
                if (height == 5) {
                    payload[9] ^= 1;
                }
                journal.append(height, payload);
                journal.force();
                journal.anchor(height, Blocks.head(height));
                journal.force();
            }
        }
        assertThat(judge(disk.content())).isEqualTo(Outcome.SILENT);
        MemoryDisk empty = Blocks.created(new MemoryDisk(new byte[0]));
        assertThat(judge(empty.content())).isEqualTo(Outcome.SILENT);
    }

    private static Outcome judge(byte[] image) {
        List<byte[]> found = new ArrayList<>();
        try (Journal journal = Journal.open(new MemoryDisk(image.clone()), (height, payload) -> {
            found.add(payload);
            return Blocks.head(height);
        })) {
            boolean same = found.size() >= ACKNOWLEDGED && found.size() <= ACKNOWLEDGED + 1;
            for (int i = 0; same && i < found.size(); i++) {
                byte[] expected = Blocks.payload(i + 1);
                same = Arrays.equals(expected, found.get(i)) && Arrays.equals(expected, journal.read(i + 1));
            }
            Outcome kept = journal.repairs().isEmpty() ? Outcome.UNNOTICED : Outcome.MENDED;
            return same ? kept : Outcome.SILENT;
        } catch (DamagedDataException e) {
            return Outcome.REFUSED;
        } catch (IOException e) {
            throw new AssertionError("a disk in memory reads", e);
        }
    }

    private static byte[] journal(boolean closed) throws IOException {
        MemoryDisk disk = Blocks.created(new MemoryDisk(new byte[0]));
        Journal journal = Blocks.open(disk);
        Blocks.acknowledge(journal, 1, ACKNOWLEDGED);
        int size = RECORDS;
        for (int height = 1; height <= ACKNOWLEDGED; height++) {
            size += JournalRecord.size(Blocks.payload(height).length);
        }
        if (closed) {
            journal.close();
        } else {
            journal.append(21, Blocks.payload(21));
            size += JournalRecord.size(Blocks.payload(21).length);
        }
        return Arrays.copyOf(disk.content(), size + ZEROS);
    }

    private List<byte[]> records() {
        List<byte[]> records = new ArrayList<>();
        int at = RECORDS;
        for (int height = 1; height <= ACKNOWLEDGED; height++) {
            int size = JournalRecord.size(Blocks.payload(height).length);
            records.add(Arrays.copyOfRange(closed, at, at + size));
            at += size;
        }
        return records;
    }

    private byte[] closedWith(List<byte[]> records) {
        byte[] image = Arrays.copyOf(Arrays.copyOf(closed, RECORDS), closed.length);
        int at = RECORDS;
        for (byte[] bytes : records) {
            System.arraycopy(bytes, 0, image, at, bytes.length);
            at += bytes.length;
        }
        return image;
    }

    private static byte[] zeroed(byte[] image, int from, int length) {
        byte[] harmed = image.clone();
        Arrays.fill(harmed, from, Math.min(from + length, harmed.length), (byte) 0);
        return harmed;
    }

    private static byte[] flipped(byte[] image, int at, int bit) {
        byte[] harmed = image.clone();
        harmed[at] ^= (byte) (1 << bit);
        return harmed;
    }
}
