package org.quoin.ledger.core.node;

/**
 * What a ledger has taken and not yet finished with, as of one moment.
 *
 * @param waiting transactions, from their submission until they are put into a block
 * @param unstoredBlocks durable blocks since the last checkpoint
 * @param unstoredBytes what is not stored takes of the heap, estimated
 * @param storing whether a checkpoint is due or being written
 */
public record Backlog(int waiting, int unstoredBlocks, long unstoredBytes, boolean storing) {}
