package org.quoin.ledger.core.node;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.journal.Journal;

/** Reads what {@link ExportWriter} wrote, front to back; what is not exactly that, no byte more or less, is refused. */
final class ExportReader implements Closeable {
    private static final int BUFFER = 64 << 10;

    /** What the end of the file says of the last block. */
    record End(long height, Hash head, Hash stateRoot) {}

    /** The bytes are not those of an export. */
    static final class InvalidExportException extends IOException {
        private static final long serialVersionUID = 1L;

        InvalidExportException(String reason) {
            super(reason);
        }
    }

    private final InputStream in;
    private Hash digest;
    private @Nullable End end;

    /** Whether a path is that of a file which begins as an export does. */
    static boolean isExport(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream file = Files.newInputStream(path)) {
            byte[] head = file.readNBytes(Long.BYTES);
            return head.length == Long.BYTES && ByteBuffer.wrap(head).getLong() == ExportWriter.MAGIC;
        }
    }

    /** @param stream is closed with this, and if this cannot be made */
    ExportReader(InputStream stream) throws IOException {
        in = new BufferedInputStream(stream, BUFFER);
        try {
            byte[] head = read(ExportWriter.HEAD_SIZE);
            ByteBuffer fields = ByteBuffer.wrap(head);
            if (fields.getLong() != ExportWriter.MAGIC) {
                throw new InvalidExportException("it does not begin as one");
            }
            int version = fields.getInt();
            if (version != ExportWriter.VERSION) {
                throw new InvalidExportException(
                        "its version is " + version + ", this node reads " + ExportWriter.VERSION);
            }
            digest = Hash.sha256(head);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The next block's encoded record, or null after the last. */
    byte @Nullable [] next() throws IOException {
        byte[] length = read(4);
        int size = ByteBuffer.wrap(length).getInt();
        if (size == ExportWriter.END_MARK) {
            readEnd();
            return null;
        }
        if (size < 0 || size > Journal.MAX_PAYLOAD) {
            throw new InvalidExportException("it names a block of " + Integer.toUnsignedString(size) + " bytes");
        }
        byte[] payload = read(size);
        digest = Hash.sha256(digest.toArray(), length, payload);
        requireDigest();
        return payload;
    }

    /** Once {@link #next} has found no more. */
    End end() {
        if (end == null) {
            throw new IllegalStateException("there are blocks to be read");
        }
        return end;
    }

    private void readEnd() throws IOException {
        byte[] rest = read(ExportWriter.END_SIZE - 4);
        byte[] whole = ByteBuffer.allocate(ExportWriter.END_SIZE)
                .putInt(ExportWriter.END_MARK)
                .put(rest)
                .array();
        digest = Hash.sha256(digest.toArray(), whole);
        requireDigest();
        if (in.read() >= 0) {
            throw new InvalidExportException("something follows its end");
        }
        end = new End(
                ByteBuffer.wrap(rest).getLong(),
                Hash.of(Arrays.copyOfRange(rest, 8, 8 + Hash.SIZE)),
                Hash.of(Arrays.copyOfRange(rest, 8 + Hash.SIZE, 8 + 2 * Hash.SIZE)));
    }

    private void requireDigest() throws IOException {
        if (!digest.equals(Hash.of(read(Hash.SIZE)))) {
            throw new InvalidExportException("it is not as it was written");
        }
    }

    private byte[] read(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new InvalidExportException("it ends too early");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
