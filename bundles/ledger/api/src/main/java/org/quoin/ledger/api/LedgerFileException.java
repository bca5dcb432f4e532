package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/** A ledger was not exported, not imported, or not brought back to a snapshot, and nothing has changed. */
public final class LedgerFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** @param message one sentence: what happened, and what to do */
    public LedgerFileException(String code, String message, Values values, Throwable cause) {
        super(message, cause);
        failure = new Failure(code, message, values);
    }

    public LedgerFileException(String code, String message, Values values) {
        super(message);
        failure = new Failure(code, message, values);
    }

    public Failure failure() {
        return failure;
    }
}
