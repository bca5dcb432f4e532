package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All pools, the oldest first. */
final class PoolsQuery extends PagedQuery {
    PoolsQuery() {
        super("pools", 1, Schema.of(), Terms.POOL_INFO);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Pools.page(reading, cursor, limit);
    }
}
