package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * What an account has in pools: its shares, and what it would get for them. A page looks at so many pools, and may have fewer
 * positions.
 */
final class PositionsQuery extends PagedQuery {
    PositionsQuery() {
        super(
                "positions",
                1,
                Schema.of(Terms.ACCOUNT),
                Schema.of(
                        Terms.POOL,
                        Terms.ACCOUNT,
                        Terms.SHARE,
                        Terms.SHARES,
                        Terms.SUPPLY,
                        Terms.ASSET_0,
                        Terms.AMOUNT_0,
                        Terms.ASSET_1,
                        Terms.AMOUNT_1));
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Pools.positions(reading, input.get(Terms.ACCOUNT), cursor, limit);
    }
}
