package org.quoin.ledger.core.execution;

/** A unit of execution: pure, and provable by itself. */
public sealed interface Step {
    /** Makes the state that the chain starts from. */
    record Found(Genesis genesis) implements Step {}

    /** Begins a block: what rules do before its transactions. */
    record Start() implements Step {}

    /** Executes a transaction's operations, all or none. */
    record Apply(VerifiedTransaction transaction) implements Step {}

    /**
     * Ends a block: what rules do after its transactions, rows brought over, activations that are due.
     *
     * @param transactions that were executed
     * @param gas that they used
     */
    record End(int transactions, long gas) implements Step {}
}
