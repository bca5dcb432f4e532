package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Values;

/** Ends the execution of a transaction: everything that it has written is discarded, and this says why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final LedgerFailure failure;
    private final transient Values values;

    public Refusal(LedgerFailure failure, Values values) {
        super(failure.name(), null, false, false);
        this.failure = failure;
        this.values = values;
    }

    public LedgerFailure failure() {
        return failure;
    }

    public Values values() {
        return values;
    }

    FailureRow toRow() {
        return new FailureRow(
                CoreCapability.NAME, failure.name(), failure.type().values().encode(values));
    }
}
