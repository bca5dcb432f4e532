package org.quoin.ledger.core.execution;

/** A unit of execution: pure, and provable by itself. */
public sealed interface Step {
    /** Makes the state that the chain starts from. */
    record Found(Genesis genesis) implements Step {}

    /** Executes a transaction's operations, all or none. */
    record Apply(VerifiedTransaction transaction) implements Step {}

    /** Ends a block: what is due after it happens. */
    record End() implements Step {}
}
