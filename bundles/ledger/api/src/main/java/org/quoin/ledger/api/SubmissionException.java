package org.quoin.ledger.api;

/** Why {@link Ledger#submit} has no receipt to give. */
public abstract sealed class SubmissionException extends RuntimeException
        permits RefusedException, OverloadedException, OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    SubmissionException(String message) {
        super(message);
    }
}
