package org.quoin.ledger.core.journal;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A disk whose content a test can take, harm and put back. */
final class MemoryDisk implements Disk {
    private byte[] content;
    private int forces;

    MemoryDisk(byte[] content) {
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    int forces() {
        return forces;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized void read(long position, ByteBuffer into) throws EOFException {
        if (position + into.remaining() > content.length) {
            throw new EOFException("the disk has " + content.length + " bytes");
        }
        into.put(content, (int) position, into.remaining());
    }

    @Override
    public synchronized void write(long position, ByteBuffer from) {
        from.get(content, (int) position, from.remaining());
    }

    @Override
    public void force() {
        forces++;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public synchronized void grow(long size) {
        content = Arrays.copyOf(content, (int) size);
    }

    @Override
    public void close() {}
}
