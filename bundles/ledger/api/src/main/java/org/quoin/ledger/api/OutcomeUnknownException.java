package org.quoin.ledger.api;

/**
 * The transaction was accepted, but the node stopped before it could tell what became of it. Ask {@link Ledger#receipt} by
 * its id once the node is back, or submit the same bytes again, as {@link LedgerClient#resolve} does: they are applied at
 * most once. Once {@code validUntil} has passed the answer to that is final.
 */
public final class OutcomeUnknownException extends SubmissionException {
    private static final long serialVersionUID = 1L;

    private final transient Hash transaction;

    public OutcomeUnknownException(Hash transaction, String why) {
        super("what became of transaction " + transaction + " is not known, because " + why
                + ": ask for it by its id after a restart");
        this.transaction = transaction;
    }

    public Hash transaction() {
        return transaction;
    }
}
