package org.quoin.ledger.core.journal;

import org.quoin.ledger.api.Hash;

/**
 * A place between two records of a journal.
 *
 * @param height of the record before it
 * @param position in the file, in bytes
 * @param digest of the record before it
 */
public record Point(long height, long position, Hash digest) {}
