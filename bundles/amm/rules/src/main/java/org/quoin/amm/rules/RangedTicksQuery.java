package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Where the ranges of a pool end, and how much liquidity is added there when the price rises. */
final class RangedTicksQuery extends PagedQuery {
    RangedTicksQuery() {
        super("ranged-ticks", 1, Schema.of(Terms.POOL), Schema.of(Terms.TICK, Terms.NET));
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Ticks.page(reading, Pools.ranged(reading, input.get(Terms.POOL)), cursor, limit);
    }
}
