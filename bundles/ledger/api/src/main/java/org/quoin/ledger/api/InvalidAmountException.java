package org.quoin.ledger.api;

/** A text that is no amount of an asset. The message is fit for a user. */
public final class InvalidAmountException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it; the names are codes for programs. */
    public enum Reason {
        /** It is not a number in plain decimal notation. */
        INVALID_AMOUNT,
        /** It has more decimal places than the asset. */
        AMOUNT_TOO_FINE,
        /** It is 2^128 units or more. */
        AMOUNT_TOO_LARGE
    }

    private final Reason reason;

    InvalidAmountException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
