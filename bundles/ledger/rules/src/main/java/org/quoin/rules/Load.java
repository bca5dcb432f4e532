package org.quoin.rules;

/**
 * What a block has done so far; at its start, nothing.
 *
 * @param transactions applied and rejected
 * @param gas that they used
 */
public record Load(long transactions, long gas) {}
