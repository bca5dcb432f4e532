package org.quoin.ledger.core.journal;

import java.io.IOException;

/**
 * How much of its disk a ledger can still use, and what it keeps back of it: once the disk is full, the reserve lets it write
 * what is under way, stop, and start again.
 */
public interface Room {
    /** A disk that never fills, of which nothing is kept back. */
    Room UNLIMITED = new Room() {
        @Override
        public long free() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean isReserved() {
            return true;
        }

        @Override
        public void reserve() {
            // there is always enough
        }

        @Override
        public boolean release() {
            return false;
        }
    };

    /** In bytes, the reserve not counted. */
    long free() throws IOException;

    /** Whether the whole reserve is there. */
    boolean isReserved() throws IOException;

    /**
     * Makes the reserve if it is not there.
     *
     * @throws NoRoomException if there is no room for it
     */
    void reserve() throws IOException;

    /** Gives the reserve up; false if there was none. */
    boolean release() throws IOException;
}
