package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.quoin.ledger.core.journal.NoRoomException;
import org.quoin.ledger.core.journal.Reserve;
import org.quoin.ledger.core.journal.Room;

/**
 * Whether the disk has room for more transactions. It stops taking them below one mark, long before a write would fail, and
 * takes them again only above another, so that it does not waver.
 */
final class Headroom {
    /** Below so many free bytes no transaction is ordered. */
    static final long LOW = 64L << 20;

    /** From so many on they are again. */
    static final long ENOUGH = 2 * LOW;

    private static final Logger LOG = System.getLogger(Headroom.class.getName());
    private static final long MIB = 1L << 20;

    private final Room room;
    private final BlockLog log;

    /** In bytes, or 0 while nothing is. */
    private volatile long missing;

    Headroom(Room room, BlockLog log) {
        this.room = room;
        this.log = log;
    }

    /**
     * Frees the reserve for the opening of a ledger whose disk is full.
     *
     * @throws IOException if the disk cannot be asked
     */
    static void forOpening(Room room) throws IOException {
        if (room.free() < LOW && room.release()) {
            LOG.log(Level.WARNING, "The disk of the ledger is almost full: its reserve is used to open it");
        }
    }

    /** Whether it was short of room when last looked at, or is known to be since. */
    boolean isShort() {
        return missing > 0 || log.isFull();
    }

    /** Looks at the disk, and says what has to be freed before transactions are taken, in MiB; 0 if nothing. */
    long look() {
        try {
            long free = room.free();
            long enough = ENOUGH + (room.isReserved() ? 0 : Reserve.SIZE);
            boolean isShort = free < (missing == 0 ? LOW : enough) || log.isFull();
            missing = isShort ? Math.max(MIB, enough - free) : 0;
        } catch (IOException e) { // who cannot look, sees nothing to complain of: writing will tell
            LOG.log(Level.WARNING, "The disk of the ledger does not say how much room it has", e);
        }
        return mebibytes(missing);
    }

    /** Rounded up. */
    static long mebibytes(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }

    /** Keeps room back, as soon as there is enough. */
    void reserve() {
        try {
            if (!room.isReserved() && room.free() >= ENOUGH + Reserve.SIZE) {
                room.reserve();
            }
        } catch (NoRoomException e) {
            LOG.log(Level.DEBUG, "Somebody else was faster", e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "No room can be kept back on the disk of the ledger", e);
        }
    }
}
