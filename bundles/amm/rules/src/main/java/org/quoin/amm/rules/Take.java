package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Takes an amount out of what all pools have. What is not due to the caller he owes from then on: a loan until the end of the transaction. */
final class Take extends Operation {
    Take() {
        super("take", 1, Schema.of(Terms.ASSET, Terms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.something(execution, input.get(Terms.AMOUNT));
        Deltas.owe(execution, input.get(Terms.ASSET), input.get(Terms.AMOUNT));
        Vault.give(execution, input.get(Terms.ASSET), input.get(Terms.AMOUNT));
        execution.emit(Reports.TAKEN, Caller.in(execution, input));
    }
}
