package org.quoin.ledger.testkit;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.quoin.ledger.core.journal.Disk;

/** A disk in memory, on which everything is durable at once. Closing it changes nothing. */
public final class MemoryDisk implements Disk {
    private byte[] content = {};

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized void read(long position, ByteBuffer into) throws EOFException {
        if (position + into.remaining() > content.length) {
            throw new EOFException("the disk ends at " + content.length);
        }
        into.put(content, Math.toIntExact(position), into.remaining());
    }

    @Override
    public synchronized void write(long position, ByteBuffer from) {
        from.get(content, Math.toIntExact(position), from.remaining());
    }

    @Override
    public void force() {}

    @Override
    public synchronized long size() {
        return content.length;
    }

    @Override
    public synchronized void grow(long size) {
        content = Arrays.copyOf(content, Math.toIntExact(size));
    }

    @Override
    public void close() {}

    /** Cuts off the zeros at its end, which are only room. */
    public synchronized void trim() {
        int used = content.length;
        while (used > 0 && content[used - 1] == 0) {
            used--;
        }
        content = Arrays.copyOf(content, used);
    }

    /** Inverts one bit, as failing hardware does. */
    public synchronized void flip(long position, int bit) {
        content[Math.toIntExact(position)] ^= (byte) (1 << bit);
    }
}
