package org.quoin.ledger.api;

/** The transaction was never ordered: there is no receipt, no fee, and nothing changed. */
public final class RefusedException extends SubmissionException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public RefusedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
