package org.quoin.ledger.core.journal;

import java.io.IOException;

/** A disk that takes the reserve when it finds no other room to grow. */
final class ReservedDisk extends RelayDisk {
    private final Room room;

    ReservedDisk(Disk disk, Room room) {
        super(disk);
        this.room = room;
    }

    @Override
    public void grow(long size) throws IOException {
        try {
            super.grow(size);
        } catch (NoRoomException full) {
            if (!room.release()) {
                throw full;
            }
            super.grow(size);
        }
    }
}
