package org.quoin.referral.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Deposits a budget of the caller's for links that name the campaign. */
final class StartCampaign extends Operation {
    StartCampaign() {
        super(
                "campaign-start",
                1,
                Schema.of(
                        Terms.NAME,
                        Terms.ASSET,
                        Campaigns.BUDGET,
                        Campaigns.EXTRA_SHARE,
                        Campaigns.STARTS,
                        Campaigns.ENDS,
                        Campaigns.PAIR_CAP));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String asset = input.get(Terms.ASSET);
        Amount budget = input.get(Campaigns.BUDGET);
        Values campaign = input.with(
                Campaigns.OWNER.is(execution.caller()), Campaigns.LEFT.is(budget), Campaigns.RETURNED.is(Amount.ZERO));

        execution.require(Terms.isName(input.get(Terms.NAME)), Failures.INVALID_NAME, campaign);
        boolean isNew = Campaigns.BY_NAME.find(execution, input.get(Terms.NAME)).isEmpty();
        execution.require(isNew, Failures.NAME_TAKEN, campaign);
        boolean lasts =
                input.get(Campaigns.STARTS) < input.get(Campaigns.ENDS) && execution.time() < input.get(Campaigns.ENDS);
        execution.require(lasts, Failures.NO_DURATION, campaign);

        Funds.deposit(execution, asset, budget);
        Values funds = Funds.find(execution, asset);
        Funds.put(
                execution, funds.with(Funds.BUDGETS.is(funds.get(Funds.BUDGETS).plus(budget))));
        Campaigns.open(execution, campaign);
        execution.emit(Reports.CAMPAIGN_STARTED, campaign);
    }
}
