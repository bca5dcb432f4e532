package org.quoin.ledger.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file in which RocksDB lists the others, looked at before RocksDB does: it spins for ever on a record whose type is one of
 * those for files that are used again, which is one bit from an ordinary one.
 *
 * <p>The format is that of RocksDB's logs: blocks of 32 KiB, in them records of a masked CRC-32C of what follows the length, a
 * length of two bytes and a type of one byte, little-endian. What a crash leaves unfinished at the end is no damage.
 */
final class Manifest {
    private static final int BLOCK = 32 * 1024;
    private static final int HEADER = 7;

    /** Types 1 to 4: a whole record, its first part, one in the middle, its last. */
    private static final int MAX_TYPE = 4;

    private static final int CRC_ROTATION = 15;
    private static final int CRC_DELTA = 0xa282ead8;

    private Manifest() {}

    /**
     * Looks at all of a store.
     *
     * @return what is wrong with one of them
     */
    static Optional<String> damage(Path directory) throws IOException {
        try (DirectoryStream<Path> manifests = Files.newDirectoryStream(directory, "MANIFEST-*")) {
            for (Path manifest : manifests) {
                Optional<String> damage = damageOf(manifest);
                if (damage.isPresent()) {
                    return damage;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> damageOf(Path manifest) throws IOException {
        try (InputStream in = Files.newInputStream(manifest)) {
            long start = 0;
            for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                int end = wholeUpTo(block);
                if (end < block.length) {
                    return Optional.of(manifest.getFileName() + " is not as it was written at byte " + (start + end));
                }
                start += block.length;
            }
            return Optional.empty();
        }
    }

    /** Where in a block something else than a record begins; the block's size if nowhere. */
    private static int wholeUpTo(byte[] block) {
        ByteBuffer fields = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + HEADER <= block.length) {
            int length = Short.toUnsignedInt(fields.getShort(at + Integer.BYTES));
            int type = Byte.toUnsignedInt(block[at + HEADER - 1]);
            int next = at + HEADER + length;
            if (type == 0 && length == 0) {
                return block.length; // room that was allocated and not used
            }
            if (type < 1 || type > MAX_TYPE || next > BLOCK) {
                return at;
            }
            if (next > block.length) {
                return block.length; // the file ends in the midst of a record
            }
            if (fields.getInt(at) != checksum(block, at + HEADER - 1, 1 + length)) {
                return at;
            }
            at = next;
        }
        return block.length;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), CRC_ROTATION) + CRC_DELTA;
    }
}
