package org.quoin.ledger.api;

/**
 * A change of the active rules, by a transaction.
 *
 * @param height of the block that contains the transaction: the change holds from the next one on
 * @param active whether the module became active, or inactive
 */
public record ModuleChange(long height, Hash transaction, ModuleId module, boolean active) {}
