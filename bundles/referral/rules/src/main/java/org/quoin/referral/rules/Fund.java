package org.quoin.referral.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Puts something of the caller's into the pot, for rewards. It does not come back. */
final class Fund extends Operation {
    Fund() {
        super("fund", 1, Schema.of(Terms.ASSET, Terms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Funds.deposit(execution, input.get(Terms.ASSET), input.get(Terms.AMOUNT));
        execution.emit(Reports.FUNDED, input.with(Terms.BY.is(execution.caller())));
    }
}
