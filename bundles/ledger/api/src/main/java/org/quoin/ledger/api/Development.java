package org.quoin.ledger.api;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Power over time and blocks; offered only where genesis says that the chain is for development. */
@ProviderType
public interface Development {
    /**
     * Moves the ledger's clock forward and makes a block at the new time.
     *
     * @param duration more than nothing, at most 3,650 days
     * @return where the ledger stands then
     */
    LedgerInfo advance(Duration duration);

    /**
     * The same, up to a time: the block is made at it, or as soon after it as blocks are made.
     *
     * @param time after the ledger's, by at most 3,650 days
     * @return where the ledger stands then
     * @throws IllegalArgumentException if it is not
     */
    LedgerInfo advanceTo(Instant time);

    /**
     * Makes blocks. They are empty, unless transactions wait because blocks are made on demand only: then those are in the first
     * of them, and in the next what finds no room there. What an account has signed after it changed its keys needs one block more.
     *
     * @param blocks 1 to 10,000
     * @return where the ledger stands then
     */
    LedgerInfo mine(int blocks);

    /** Whether blocks are made as soon as there is a transaction, as it is when a node starts. */
    boolean automine();

    /**
     * Says whether blocks are made as soon as there is a transaction, or on demand only ({@link #mine}, {@link #advance}). What is
     * submitted meanwhile waits without a receipt, in as much room as there is for what waits, and is refused when the node closes.
     */
    void automine(boolean automatically);

    /** How many transactions wait for a block. */
    int waiting();

    /** The encoded genesis, whose hash is the chain id: {@link Impersonate} shows by it what the chain is for. */
    Bytes genesis();
}
