package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Values;

/** Ends the execution of a transaction: everything that it has written is discarded, and this says why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String capability;
    private final transient FailureType type;
    private final transient Values values;

    /** By the ledger itself. */
    public Refusal(LedgerFailure failure, Values values) {
        this(CoreCapability.NAME, failure.type(), values);
    }

    /** By the rules of a capability. */
    Refusal(String capability, FailureType type, Values values) {
        super(type.code(), null, false, false);
        this.capability = capability;
        this.type = type;
        this.values = values;
    }

    public FailureType type() {
        return type;
    }

    public Values values() {
        return values;
    }

    FailureRow toRow() {
        return new FailureRow(capability, type.code(), type.values().encode(values));
    }
}
