package org.quoin.amm.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** A pool with ranges. */
final class RangedPoolQuery extends Query {
    RangedPoolQuery() {
        super("ranged-pool", 1, Schema.of(Terms.POOL), Terms.RANGED_INFO);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Pools.ranged(reading, input.get(Terms.POOL)).show();
    }
}
