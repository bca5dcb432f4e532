package org.quoin.ledger.core.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A disk whose content a test can take, harm and put back. */
class MemoryDisk implements Disk {
    private byte[] content;
    private int forces;
    private int failing;

    MemoryDisk(byte[] content) {
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    int forces() {
        return forces;
    }

    /** From now on the nth force, counted from 1, fails; the others work. */
    void failForce(int nth) {
        forces = 0;
        failing = nth;
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
    public void force() throws IOException {
        forces++;
        if (forces == failing) {
            throw new IOException("Input/output error");
        }
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
