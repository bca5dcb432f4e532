package org.quoin.ledger.api.description;

/**
 * Rows that a capability keeps.
 *
 * @param keyWidth in bytes, 1 to 64, of an ordered table; 0 for a hashed one
 */
public record TableType(String name, int keyWidth) {}
