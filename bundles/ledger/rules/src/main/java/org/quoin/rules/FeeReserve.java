package org.quoin.rules;

/**
 * Who pays for a sponsored transaction.
 *
 * @param free the most that nobody has to pay; taken first
 * @param agreement an open one of this capability, which holds the rest of the limit and pays it; empty if there is no rest
 */
public record FeeReserve(Amount free, String agreement) {}
