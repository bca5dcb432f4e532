package org.quoin.fees.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Codec;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** The period that runs, and the last ones that had a block. */
final class Markets {
    /** Periods that are kept. */
    static final long KEPT = 1_024;

    private static final Field<String> NAME = Field.text("name", 16);
    private static final String CURRENT = "market";
    private static final Codec<Long> NUMBER = Field.number("number", Long.MAX_VALUE);

    static final Table<String, Market> CURRENT_ONE = new Table<>("market", NAME, Market.CODEC);

    /** By their number. */
    static final OrderedTable<Long, Market> ENDED = new OrderedTable<>("periods", Long.BYTES, NUMBER, Market.CODEC);

    private Markets() {}

    /** Empty before the first block that is priced. */
    static Optional<Market> find(Reading reading) {
        return CURRENT_ONE.find(reading, CURRENT);
    }

    static void put(Execution execution, Market market) {
        CURRENT_ONE.put(execution, CURRENT, market);
    }

    /** Keeps a period that is over, in place of the oldest. */
    static void keep(Execution execution, Market period) {
        ENDED.put(execution, period.ended(), period);
        if (period.ended() >= KEPT) {
            ENDED.remove(execution, period.ended() - KEPT);
        }
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        String asset = reading.nativeAsset();
        OrderedTable.Slice<Market> slice = ENDED.slice(reading, 0L, cursor, limit);
        List<Values> periods = new ArrayList<>();
        for (Market period : slice.rows()) {
            periods.add(show(asset, period));
        }
        return new Page(periods, slice.next());
    }

    /** What {@link HistoryQuery} answers with. */
    static Values show(String asset, Market market) {
        Values known = Terms.prices(asset, market.prices())
                .with(Terms.START.is(market.start()), Terms.PERIOD.is(market.length()));
        return Terms.limits(Terms.used(known, market.transactions(), market.used()), market.limits());
    }
}
