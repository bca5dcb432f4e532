package org.quoin.ledger.core.node;

/**
 * How much may wait, from its submission until it is put into a block. Within it, nobody gets more than what is
 * still free for all others: one sender alone takes at most half, two take at most three quarters.
 *
 * @param transactions in number
 * @param bytes of encoded transactions
 * @param senderTransactions in number, of one sender
 * @param senderBytes of encoded transactions, of one sender
 */
public record Capacity(int transactions, long bytes, int senderTransactions, long senderBytes) {
    public static final Capacity DEFAULT = new Capacity(100_000, 64L * 1024 * 1024, 20_000, 16L * 1024 * 1024);

    public Capacity {
        if (transactions < 1 || bytes < 1 || senderTransactions < 1 || senderBytes < 1) {
            throw new IllegalArgumentException("there must be room for something");
        }
    }

    /** The same for a sender as for all together. */
    public Capacity(int transactions, long bytes) {
        this(transactions, bytes, transactions, bytes);
    }
}
