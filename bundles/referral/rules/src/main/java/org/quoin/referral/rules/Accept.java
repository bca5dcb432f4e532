package org.quoin.referral.rules;

import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Makes the owner of a code the referrer of the caller, or another one while the cooling-off of the last lasts. */
final class Accept extends Operation {
    Accept() {
        super("accept", 1, Schema.of(Terms.CODE, Terms.CAMPAIGN));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String referee = execution.caller();
        long time = execution.time();
        String referrer = Codes.find(execution, input.get(Terms.CODE)).get(Terms.ACCOUNT);
        Values known = input.with(
                Terms.REFEREE.is(referee),
                Terms.REFERRER.is(referrer),
                Terms.ACCEPTED_AT.is(time),
                Terms.FIRM_AT.is(time + Terms.COOLING_OFF),
                Terms.COUNTS_UNTIL.is(time + Terms.WINDOW));
        Optional<Values> before = Links.find(execution, referee);

        execution.require(!referrer.equals(referee), Failures.SELF_REFERRAL, known);
        execution.require(Codes.of(execution, referee).isEmpty(), Failures.IS_REFERRER, known);
        boolean free = before.isEmpty() || !Links.isFirm(before.get(), time);
        execution.require(free, Failures.ALREADY_REFERRED, before.orElse(known));
        if (input.get(Terms.CAMPAIGN).isPresent()) {
            Values campaign =
                    Campaigns.find(execution, input.get(Terms.CAMPAIGN).get());
            execution.require(time < campaign.get(Campaigns.ENDS), Failures.CAMPAIGN_OVER, campaign);
        }

        Links.put(execution, known);
        execution.emit(Reports.ACCEPTED, known);
    }
}
