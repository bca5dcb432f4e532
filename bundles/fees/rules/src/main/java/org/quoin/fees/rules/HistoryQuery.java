package org.quoin.fees.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** The last periods that had a block, the oldest first: their prices, and what was used at these. */
final class HistoryQuery extends PagedQuery {
    HistoryQuery() {
        super(
                "history",
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
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Markets.page(reading, cursor, limit);
    }
}
