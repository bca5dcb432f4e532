package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Values;

/** One of the ledger's own operations. */
interface NativeOperation {
    OperationType type();

    /** Whether operators govern the chain with it: then it costs no fee, whatever the fee policy is. */
    default boolean governs() {
        return false;
    }

    /** @throws Refusal if it cannot be done; what it has written is then discarded */
    void apply(Execution execution, Values values);
}
