package org.quoin.referral.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Ends a campaign and gives its owner what nobody earned; what was clawed back later, too. */
final class EndCampaign extends Operation {
    EndCampaign() {
        super("campaign-end", 1, Schema.of(Terms.NAME));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values campaign = Campaigns.find(execution, input.get(Terms.NAME));
        Values known = campaign.with(Terms.BY.is(execution.caller()));
        long time = execution.time();
        boolean over = time >= campaign.get(Campaigns.ENDS);
        boolean allowed = over || execution.caller().equals(campaign.get(Campaigns.OWNER));
        Amount left = campaign.get(Campaigns.LEFT);

        execution.require(allowed, Failures.NOT_OWNER, known);
        execution.require(!over || !left.isZero(), Failures.CAMPAIGN_OVER, campaign);

        Campaigns.put(
                execution,
                campaign.with(
                        Campaigns.ENDS.is(over ? campaign.get(Campaigns.ENDS) : time),
                        Campaigns.LEFT.is(Amount.ZERO),
                        Campaigns.RETURNED.is(campaign.get(Campaigns.RETURNED).plus(left))));
        if (!left.isZero()) {
            String asset = campaign.get(Terms.ASSET);
            Values funds = Funds.find(execution, asset);
            Funds.put(
                    execution,
                    funds.with(Funds.BUDGETS.is(funds.get(Funds.BUDGETS).minus(left))));
            Funds.pay(execution, campaign.get(Campaigns.OWNER), asset, left);
        }
        execution.emit(Reports.CAMPAIGN_ENDED, campaign.with(Terms.AMOUNT.is(left)));
    }
}
