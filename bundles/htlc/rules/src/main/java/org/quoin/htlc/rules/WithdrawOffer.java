package org.quoin.htlc.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays back the premium of an offer that nobody filled, whoever asks for it, from the deadline on. */
final class WithdrawOffer extends Operation {
    WithdrawOffer() {
        super("withdraw-offer", 1, Schema.of(Terms.ID), Terms.ID);
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values offer = Offers.findOpen(execution, input.get(Terms.ID));
        long time = execution.time();

        execution.require(
                time >= offer.get(Offers.DEADLINE), Failures.DEADLINE_NOT_REACHED, offer.with(Failures.TIME.is(time)));

        Offers.withdraw(execution, offer);
    }
}
