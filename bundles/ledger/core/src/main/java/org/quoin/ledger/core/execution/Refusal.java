package org.quoin.ledger.core.execution;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Values;

/** Ends the execution of a transaction: everything that it has written is discarded, and this says why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String capability;
    private final transient FailureType type;
    private final transient Values values;
    private final transient @Nullable Hash former;

    /** By the ledger itself. */
    public Refusal(LedgerFailure failure, Values values) {
        this(CoreCapability.NAME, failure.type(), values, null);
    }

    /**
     * By the rules of a capability.
     *
     * @param former these rules, if they are not the active ones
     */
    Refusal(String capability, FailureType type, Values values, @Nullable Hash former) {
        super(type.code(), null, false, false);
        this.capability = capability;
        this.type = type;
        this.values = values;
        this.former = former;
    }

    static Refusal unknownOperation(String capability, String operation, int schema) {
        return new Refusal(
                LedgerFailure.UNKNOWN_OPERATION,
                Values.of("capability", capability).and("operation", operation).and("schema", (long) schema));
    }

    /** The values of an operation's body, or the refusal that it does not follow its description. */
    static Values requireWellFormed(OperationType type, Bytes body) {
        try {
            return type.fields().decode(body);
        } catch (MalformedBytesException e) {
            throw new Refusal(
                    LedgerFailure.MALFORMED_OPERATION,
                    Values.of("operation", type.name()).and("reason", String.valueOf(e.getMessage())));
        }
    }

    /** Whether it is this one of the ledger's own. */
    boolean isOf(LedgerFailure failure) {
        return capability.equals(CoreCapability.NAME) && type.equals(failure.type());
    }

    /** Whose failure it is. */
    String capability() {
        return capability;
    }

    /** As rules and events name it: whose failure it is, a dot and its code. */
    String code() {
        return capability + "." + type.code();
    }

    public FailureType type() {
        return type;
    }

    public Values values() {
        return values;
    }

    FailureRow toRow() {
        return new FailureRow(capability, type.code(), type.values().encode(values), former);
    }
}
