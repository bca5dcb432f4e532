package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a disk forward through a buffer, so that small records do not cost a system call each. */
final class Window {
    /** In bytes. */
    static final int SIZE = 1 << 20;

    private final Disk disk;
    private final long end;
    private ByteBuffer buffer;
    private long start;

    /** @param end of what may be read, in bytes */
    Window(Disk disk, long end) {
        this.disk = disk;
        this.end = end;
        buffer = ByteBuffer.allocate((int) Math.min(SIZE, end)).limit(0);
    }

    /**
     * A view of bytes that lie before the end. The next call overwrites it.
     *
     * @throws DamagedDataException if they cannot be read
     */
    ByteBuffer at(long position, int length) {
        if (position < start || position + length > start + buffer.limit()) {
            fill(position, length);
        }
        return buffer.slice((int) (position - start), length);
    }

    private void fill(long position, int length) {
        if (length > buffer.capacity()) {
            buffer = ByteBuffer.allocate(length);
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        try {
            disk.read(position, buffer);
        } catch (IOException e) {
            throw new DamagedDataException(disk.name(), position, "the file cannot be read: " + e.getMessage(), e);
        }
        start = position;
    }
}
