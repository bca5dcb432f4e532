package org.quoin.fees.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** What the operators have decided; the limits are those that the period's walk to. */
final class PolicyQuery extends Query {
    PolicyQuery() {
        super(
                "policy",
                1,
                Schema.of(),
                Schema.of(
                        Terms.REVISION,
                        Terms.ASSET,
                        Terms.TIPS_TO,
                        Terms.TREASURY,
                        Terms.SHARE,
                        Terms.MIN_EXECUTION_PRICE,
                        Terms.MIN_DATA_PRICE,
                        Terms.MIN_GROWTH_PRICE,
                        Terms.MIN_LAYER_2_PRICE,
                        Terms.EXECUTION_LIMIT,
                        Terms.DATA_LIMIT,
                        Terms.GROWTH_LIMIT,
                        Terms.LAYER_2_LIMIT,
                        Terms.PERIOD,
                        Terms.LAYER_2,
                        Terms.STAKE_RATE));
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        Policy policy = Policies.current(reading);
        return Terms.of(reading.nativeAsset(), policy).with(Terms.REVISION.is(policy.revision()));
    }
}
