package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes everything on to another disk, which it closes too. Who differs in one method extends it. */
public abstract class RelayDisk implements Disk {
    private final Disk disk;

    protected RelayDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        disk.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        disk.write(position, from);
    }

    @Override
    public void force() throws IOException {
        disk.force();
    }

    @Override
    public long size() throws IOException {
        return disk.size();
    }

    @Override
    public void grow(long size) throws IOException {
        disk.grow(size);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
