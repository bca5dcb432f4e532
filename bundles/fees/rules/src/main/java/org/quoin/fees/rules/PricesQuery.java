package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * The prices that hold, what the period has used before the newest block, and what the prices of the next one would be if it began
 * now.
 */
final class PricesQuery extends Query {
    PricesQuery() {
        super(
                "prices",
                1,
                Schema.of(),
                Schema.of(
                        Terms.START,
                        Terms.PERIOD,
                        Terms.ASSET,
                        Terms.EXECUTION_PRICE,
                        Terms.DATA_PRICE,
                        Terms.GROWTH_PRICE,
                        Terms.LAYER_2_PRICE,
                        Terms.MIN_EXECUTION_PRICE,
                        Terms.MIN_DATA_PRICE,
                        Terms.MIN_GROWTH_PRICE,
                        Terms.MIN_LAYER_2_PRICE,
                        Terms.NEXT_EXECUTION_PRICE,
                        Terms.NEXT_DATA_PRICE,
                        Terms.NEXT_GROWTH_PRICE,
                        Terms.NEXT_LAYER_2_PRICE,
                        Terms.TRANSACTIONS,
                        Terms.EXECUTION_USED,
                        Terms.DATA_USED,
                        Terms.GROWTH_USED,
                        Terms.LAYER_2_USED,
                        Terms.EXECUTION_LIMIT,
                        Terms.DATA_LIMIT,
                        Terms.GROWTH_LIMIT,
                        Terms.LAYER_2_LIMIT));
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        Policy policy = Policies.current(reading);
        Market market = Markets.find(reading).orElseGet(() -> Market.at(reading.time(), policy));
        Quantities next = market.next(1, policy).prices();
        Quantities least = policy.minimums();
        return Markets.show(reading.nativeAsset(), market)
                .with(
                        Terms.MIN_EXECUTION_PRICE.is(Amount.of(least.execution())),
                        Terms.MIN_DATA_PRICE.is(Amount.of(least.data())),
                        Terms.MIN_GROWTH_PRICE.is(Amount.of(least.growth())),
                        Terms.MIN_LAYER_2_PRICE.is(Amount.of(least.layer2())),
                        Terms.NEXT_EXECUTION_PRICE.is(Amount.of(next.execution())),
                        Terms.NEXT_DATA_PRICE.is(Amount.of(next.data())),
                        Terms.NEXT_GROWTH_PRICE.is(Amount.of(next.growth())),
                        Terms.NEXT_LAYER_2_PRICE.is(Amount.of(next.layer2())));
    }
}
