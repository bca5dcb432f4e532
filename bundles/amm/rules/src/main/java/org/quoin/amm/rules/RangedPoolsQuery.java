package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All pools with ranges, the oldest first. A page looks at so many pools, and may have fewer. */
final class RangedPoolsQuery extends PagedQuery {
    RangedPoolsQuery() {
        super("ranged-pools", 1, Schema.of(), Terms.RANGED_INFO);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Pools.rangedPage(reading, cursor, limit);
    }
}
