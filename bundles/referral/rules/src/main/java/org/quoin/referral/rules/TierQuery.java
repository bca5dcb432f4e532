package org.quoin.referral.rules;

import org.quoin.referral.rules.Earnings.Place;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** An account's share as the nearest referrer in the period that runs, and the counted fees of the one before that it follows from. */
final class TierQuery extends Query {
    TierQuery() {
        super(
                "tier",
                1,
                Schema.of(Terms.ACCOUNT, Terms.ASSET),
                Schema.of(Terms.ACCOUNT, Terms.ASSET, Terms.PERIOD, Terms.COUNTED, Policy.TIER_SHARE));
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        String asset = input.get(Terms.ASSET);
        long period = Terms.period(reading.time());
        Values before = Earnings.find(reading, new Place(input.get(Terms.ACCOUNT), asset, Terms.before(period)));
        long share = Policy.tierShare(Policy.of(reading, asset), before.get(Terms.COUNTED));
        return input.with(
                Terms.PERIOD.is(period), Terms.COUNTED.is(before.get(Terms.COUNTED)), Policy.TIER_SHARE.is(share));
    }
}
