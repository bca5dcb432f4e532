package org.quoin.referral.rules;

import java.util.Optional;
import org.quoin.referral.rules.Earnings.Place;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * Takes back what an account earned in a period and is not vested: out of the pot by an operator, by a campaign by its owner or an
 * operator. It goes where it came from.
 */
final class ClawBack extends Operation {
    ClawBack() {
        super("claw-back", 1, Schema.of(Terms.ACCOUNT, Terms.ASSET, Terms.PERIOD, Terms.CAMPAIGN, Terms.REASON));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values known = input.with(Terms.BY.is(execution.caller()));
        Optional<Values> campaign = input.get(Terms.CAMPAIGN).map(name -> Campaigns.find(execution, name));
        Place place = new Place(input.get(Terms.ACCOUNT), input.get(Terms.ASSET), input.get(Terms.PERIOD));
        Values row = Earnings.find(execution, place);
        boolean owner = campaign.map(found -> found.get(Campaigns.OWNER).equals(execution.caller()))
                .orElse(false);
        boolean unvested = Terms.period(execution.time()) - Terms.VESTING <= place.period();
        Amount amount = campaign.isEmpty()
                ? Earnings.outOfThePot(row)
                : Earnings.ofCampaign(execution, place, campaign.get().get(Terms.NAME));

        execution.require(owner || isOperator(execution), Failures.MAY_NOT_CLAW_BACK, known);
        execution.require(!input.get(Terms.REASON).isEmpty(), Failures.NO_REASON, known);
        execution.require(unvested, Failures.VESTED, known);
        execution.require(!amount.isZero(), Failures.NOTHING_EARNED, known);

        Values funds = Funds.find(execution, place.asset());
        Values less = funds.with(Funds.RESERVED.is(funds.get(Funds.RESERVED).minus(amount)));
        if (campaign.isEmpty()) {
            Earnings.put(execution, place, plus(row, Terms.CLAWED_BACK, amount));
            Funds.put(execution, less);
        } else {
            Earnings.put(execution, place, plus(row, Terms.CLAWED_BACK_BY_CAMPAIGNS, amount));
            Earnings.removeOfCampaign(execution, place, campaign.get().get(Terms.NAME));
            Campaigns.put(execution, plus(campaign.get(), Campaigns.LEFT, amount));
            Funds.put(execution, plus(less, Funds.BUDGETS, amount));
        }
        execution.emit(Reports.CLAWED_BACK, known.with(Terms.AMOUNT.is(amount)));
    }

    private static boolean isOperator(Execution execution) {
        boolean found = false;
        for (String operator : execution.operators()) {
            found |= operator.equals(execution.caller());
        }
        return found;
    }

    private static Values plus(Values row, Field<Amount> column, Amount amount) {
        return row.with(column.is(row.get(column).plus(amount)));
    }
}
