package org.quoin.ledger.core.gate;

/** Ends a run of rules, which cannot catch it. It comes at the same place on every machine. */
public final class LimitExceededError extends Error {
    private static final long serialVersionUID = 1L;

    private final boolean gas;

    private LimitExceededError(boolean gas, String message) {
        super(message, null, false, false);
        this.gas = gas;
    }

    static LimitExceededError gas() {
        return new LimitExceededError(true, "the gas is used up");
    }

    static LimitExceededError of(String message) {
        return new LimitExceededError(false, message);
    }

    /** Whether the gas was used up; otherwise something was too large or too deep. */
    public boolean isGas() {
        return gas;
    }
}
