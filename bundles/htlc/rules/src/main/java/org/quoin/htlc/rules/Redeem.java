package org.quoin.htlc.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays the beneficiary for the preimage, whoever brings it, until the contract expires. */
final class Redeem extends Operation {
    Redeem() {
        super("redeem", 1, Schema.of(Terms.ID, Terms.PREIMAGE), Terms.ID);
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values contract = Contracts.findOpen(execution, input.get(Terms.ID));
        Settlement.redeem(execution, contract, input.get(Terms.PREIMAGE));
    }
}
