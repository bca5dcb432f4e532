package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays the caller back what he has deposited, at once, or what he has taken out of his stake, when its time has come. */
final class SponsorWithdraw extends Operation {
    SponsorWithdraw() {
        super("sponsor-withdraw", 1, Schema.of(SponsorTerms.FROM, Terms.ASSET, SponsorTerms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String name = execution.caller();
        String asset = input.get(Terms.ASSET);
        Amount amount = input.get(SponsorTerms.AMOUNT);
        Sponsor sponsor = Sponsors.find(execution, name);
        boolean staked = input.get(SponsorTerms.FROM).equals(SponsorTerms.STAKE);
        Values known = NativeAsset.require(execution, input)
                .with(
                        SponsorTerms.DEPOSITED.is(Sponsors.deposit(execution, name, sponsor, asset)),
                        SponsorTerms.UNSTAKED.is(sponsor.unstaked()),
                        SponsorTerms.AVAILABLE_AT.is(sponsor.availableAt()),
                        Failures.TIME.is(execution.time()));
        if (staked) {
            execution.require(amount.compareTo(sponsor.unstaked()) <= 0, Failures.TOO_LITTLE_UNSTAKED, known);
            execution.require(sponsor.availableAt() <= execution.time(), Failures.STILL_WAITING, known);
        } else {
            execution.require(
                    amount.compareTo(known.get(SponsorTerms.DEPOSITED)) <= 0, Failures.DEPOSIT_TOO_SMALL, known);
        }

        execution.transfer(Party.agreement(name), Party.account(name), asset, amount);
        Sponsors.putOrEnd(
                execution,
                staked ? sponsor.withUnstaked(sponsor.unstaked().minus(amount), sponsor.availableAt()) : sponsor,
                asset);
        execution.emit(Reports.SPONSOR_WITHDRAWN, known);
    }
}
