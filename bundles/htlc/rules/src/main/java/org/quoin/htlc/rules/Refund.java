package org.quoin.htlc.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays the funder, whoever asks for it, once the contract has expired. */
final class Refund extends Operation {
    Refund() {
        super("refund", 1, Schema.of(Terms.ID), Terms.ID);
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values contract = Contracts.findOpen(execution, input.get(Terms.ID));
        long time = execution.time();
        Values known = contract.with(Failures.TIME.is(time));

        execution.require(time >= contract.get(Terms.EXPIRY), Failures.NOT_YET_EXPIRED, known);

        Contracts.settle(execution, contract.with(Terms.STATE.is(Terms.REFUNDED)), contract.get(Terms.FUNDER));
        execution.emit(Reports.REFUNDED, known);
    }
}
