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
        Settlement.refund(execution, Contracts.findOpen(execution, input.get(Terms.ID)));
    }
}
