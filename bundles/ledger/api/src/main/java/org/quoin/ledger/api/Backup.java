package org.quoin.ledger.api;

/**
 * A copy of a ledger.
 *
 * @param height of its last block
 * @param head hash of that block
 * @param stateRoot after that block
 * @param bytes that it takes
 */
public record Backup(long height, Hash head, Hash stateRoot, long bytes) {}
