package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk that takes the reserve when it finds no other room to grow. */
record ReservedDisk(Disk disk, Room room) implements Disk {
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
        try {
            disk.grow(size);
        } catch (NoRoomException full) {
            if (!room.release()) {
                throw full;
            }
            disk.grow(size);
        }
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
