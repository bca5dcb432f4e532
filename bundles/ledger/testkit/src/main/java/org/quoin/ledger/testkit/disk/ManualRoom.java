package org.quoin.ledger.testkit.disk;

import java.io.IOException;
import org.quoin.ledger.core.journal.NoRoomException;
import org.quoin.ledger.core.journal.Reserve;
import org.quoin.ledger.core.journal.Room;

/** As much room as a test says. */
public final class ManualRoom implements Room {
    private long free = Long.MAX_VALUE / 2;
    private boolean reserved;

    /** @param bytes free, the reserve not counted */
    public synchronized void free(long bytes) {
        free = bytes;
    }

    @Override
    public synchronized long free() {
        return free;
    }

    @Override
    public synchronized boolean isReserved() {
        return reserved;
    }

    @Override
    public synchronized void reserve() throws NoRoomException {
        if (!reserved && free < Reserve.SIZE) {
            throw new NoRoomException("reserve", new IOException("no space left"));
        }
        free -= reserved ? 0 : Reserve.SIZE;
        reserved = true;
    }

    @Override
    public synchronized boolean release() {
        boolean released = reserved;
        free += released ? Reserve.SIZE : 0;
        reserved = false;
        return released;
    }
}
