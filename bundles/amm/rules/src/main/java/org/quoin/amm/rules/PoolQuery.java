package org.quoin.amm.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** A pool as it is now. */
final class PoolQuery extends Query {
    PoolQuery() {
        super("pool", 1, Schema.of(Terms.POOL), Terms.POOL_INFO);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Pools.product(reading, input.get(Terms.POOL)).show();
    }
}
