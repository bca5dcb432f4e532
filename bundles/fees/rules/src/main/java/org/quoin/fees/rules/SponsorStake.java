package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Stakes an amount of the caller's: of what it lets be free there is nothing at first, and all after five days. */
final class SponsorStake extends Operation {
    SponsorStake() {
        super("sponsor-stake", 1, Schema.of(Terms.ASSET, SponsorTerms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Amount amount = input.get(SponsorTerms.AMOUNT);
        Values known = NativeAsset.require(execution, input);

        Sponsor sponsor = Sponsors.findOrBegin(execution);
        long time = execution.time();
        Amount free = sponsor.freeNow(time, Policies.current(execution).stakeRate());
        execution.transfer(
                Party.account(execution.caller()), Party.agreement(execution.caller()), input.get(Terms.ASSET), amount);
        Sponsors.put(
                execution, execution.caller(), sponsor.withStake(sponsor.stake().plus(amount), free, time));
        execution.emit(Reports.SPONSOR_STAKED, known);
    }
}
