package org.quoin.ledger.core.journal;

import org.quoin.ledger.api.Hash;

/** What somebody remembers of the first records of a journal, so that opening it need not read them again. */
public interface Earlier {
    /** After the last record that is remembered; never one that was not acknowledged. */
    Point point();

    /** The hash of the block at that point. */
    Hash head();

    /**
     * Where a record ends that is not after the point, in bytes.
     *
     * @throws IllegalArgumentException if there is no such record
     */
    long end(long height);
}
