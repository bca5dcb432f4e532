package org.quoin.ledger.core.module;

/** Bytes that are not a rules jar of which a module could be made. The message is the same on every machine. */
public sealed class InvalidRulesException extends RuntimeException permits TurnedAwayException {
    private static final long serialVersionUID = 1L;

    InvalidRulesException(String reason, Throwable cause) {
        super(reason, cause);
    }

    InvalidRulesException(String reason) {
        super(reason);
    }

    /** Completes "cannot be activated because …". */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
