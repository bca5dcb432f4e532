package org.quoin.ledger.core.journal;

import org.quoin.ledger.api.Hash;

/** Receives what the journal holds when it is opened. What it throws ends the opening. */
@FunctionalInterface
public interface JournalReader {
    /**
     * Takes the next record; heights come in order, without a gap.
     *
     * @return the hash of the block, by which its anchor names it; a hash other than the acknowledged one is damage
     */
    Hash read(long height, byte[] payload);

    /**
     * The same, with where the record ends. This is what is called; whoever does not need to know implements the other.
     *
     * @param acknowledged whether the record is known to be durable
     */
    default Hash read(Point end, boolean acknowledged, byte[] payload) {
        return read(end.height(), payload);
    }
}
