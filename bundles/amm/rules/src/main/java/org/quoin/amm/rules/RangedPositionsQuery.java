package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** What an account provides between prices, what it would get for it, and the fees that it has earned. */
final class RangedPositionsQuery extends PagedQuery {
    RangedPositionsQuery() {
        super("ranged-positions", 1, Schema.of(Caller.NAME), Terms.RANGED_POSITION);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Positions.page(reading, input.get(Caller.NAME), cursor, limit);
    }
}
