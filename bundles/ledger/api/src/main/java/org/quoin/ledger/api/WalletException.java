package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/** The wallet did not do what it was asked to, and nothing has changed. No message holds a secret. */
public final class WalletException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** @param message one sentence: what happened, and what to do */
    public WalletException(String code, String message, Values values, Throwable cause) {
        super(message, cause);
        failure = new Failure(code, message, values);
    }

    public WalletException(String code, String message, Values values) {
        super(message);
        failure = new Failure(code, message, values);
    }

    public Failure failure() {
        return failure;
    }
}
