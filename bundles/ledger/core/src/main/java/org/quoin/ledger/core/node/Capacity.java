package org.quoin.ledger.core.node;

/**
 * How much may wait to be ordered.
 *
 * @param transactions in number
 * @param bytes of encoded transactions
 */
public record Capacity(int transactions, long bytes) {
    public static final Capacity DEFAULT = new Capacity(100_000, 64L * 1024 * 1024);
}
