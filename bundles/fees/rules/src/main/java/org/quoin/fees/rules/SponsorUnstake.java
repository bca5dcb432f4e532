package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Takes an amount out of the caller's stake. It can be withdrawn after the time in which a stake regenerates, with what was taken out
 * before and not withdrawn: so what is staked is free once in that time, whoever's it is. */
final class SponsorUnstake extends Operation {
    SponsorUnstake() {
        super("sponsor-unstake", 1, Schema.of(Terms.ASSET, SponsorTerms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Amount amount = input.get(SponsorTerms.AMOUNT);
        Sponsor sponsor = Sponsors.find(execution, execution.caller());
        long time = execution.time();
        long availableAt = time + Budget.REGENERATION;
        Values known = NativeAsset.require(execution, input)
                .with(SponsorTerms.STAKED.is(sponsor.stake()), SponsorTerms.AVAILABLE_AT.is(availableAt));
        execution.require(amount.compareTo(sponsor.stake()) <= 0, Failures.STAKE_TOO_SMALL, known);

        int rate = Policies.current(execution).stakeRate();
        Amount stake = sponsor.stake().minus(amount);
        Amount free = Budget.regenerated(sponsor.freeNow(time, rate), 0, Budget.most(stake, rate));
        Sponsors.put(
                execution,
                execution.caller(),
                sponsor.withStake(stake, free, time)
                        .withUnstaked(sponsor.unstaked().plus(amount), availableAt));
        execution.emit(Reports.SPONSOR_UNSTAKED, known);
    }
}
