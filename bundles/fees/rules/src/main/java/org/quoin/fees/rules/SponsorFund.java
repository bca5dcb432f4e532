package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Deposits an amount of the caller's, of which he pays for others and for himself. */
final class SponsorFund extends Operation {
    SponsorFund() {
        super("sponsor-fund", 1, Schema.of(Terms.ASSET, SponsorTerms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Amount amount = input.get(SponsorTerms.AMOUNT);
        Values known = NativeAsset.require(execution, input);

        Sponsor sponsor = Sponsors.findOrBegin(execution);
        execution.transfer(
                Party.account(execution.caller()), Party.agreement(execution.caller()), input.get(Terms.ASSET), amount);
        Sponsors.put(execution, execution.caller(), sponsor);
        execution.emit(Reports.SPONSOR_FUNDED, known);
    }
}
