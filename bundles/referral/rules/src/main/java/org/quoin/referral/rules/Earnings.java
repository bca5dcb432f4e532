package org.quoin.referral.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** What each account earned in each period, of each asset: one row, in which everything that it earned then is added up. */
final class Earnings {
    private static final Field<Bytes> WHO = Field.hash("who");
    private static final int KEY_WIDTH = 32 + Long.BYTES;
    private static final Schema KEY = Schema.of(WHO, Terms.PERIOD);
    private static final Schema NAMES = Schema.of(Terms.ACCOUNT, Terms.ASSET);
    private static final Schema CAMPAIGN_KEY = Schema.of(Terms.ACCOUNT, Terms.NAME, Terms.PERIOD);
    private static final Schema PART = Schema.of(Terms.ASSET, Terms.AMOUNT);

    static final OrderedTable<Values, Values> BY_PERIOD =
            new OrderedTable<>("earnings", KEY_WIDTH, KEY, Terms.EARNINGS);

    /** The first period that may not be paid yet. */
    static final Table<Values, Long> UNPAID_FROM = new Table<>("unpaid-from", NAMES, Terms.PERIOD);

    /** What of a period's was earned by one campaign, and can be clawed back. */
    static final Table<Values, Values> OF_CAMPAIGN = new Table<>("campaign-earnings", CAMPAIGN_KEY, PART);

    private Earnings() {}

    /** An account's row of a period. */
    record Place(String account, String asset, long period) {
        Values names() {
            return Values.of(Terms.ACCOUNT.is(account), Terms.ASSET.is(asset));
        }

        private Values key(Reading reading) {
            return Earnings.key(who(reading, names()), period);
        }

        private Values ofCampaign(String campaign) {
            return Values.of(Terms.ACCOUNT.is(account), Terms.NAME.is(campaign), Terms.PERIOD.is(period));
        }
    }

    /** The row, with nothing in it if there is none. */
    static Values find(Reading reading, Place place) {
        return BY_PERIOD
                .find(reading, place.key(reading))
                .orElseGet(() -> place.names()
                        .with(
                                Terms.PERIOD.is(place.period()),
                                Terms.COUNTED.is(Amount.ZERO),
                                Terms.LEVEL_1.is(Amount.ZERO),
                                Terms.LEVEL_2.is(Amount.ZERO),
                                Terms.LEVEL_3.is(Amount.ZERO),
                                Terms.AS_REFEREE.is(Amount.ZERO),
                                Terms.BY_CAMPAIGNS.is(Amount.ZERO),
                                Terms.CAPPED.is(Amount.ZERO),
                                Terms.UNFUNDED.is(Amount.ZERO),
                                Terms.CLAWED_BACK.is(Amount.ZERO),
                                Terms.CLAWED_BACK_BY_CAMPAIGNS.is(Amount.ZERO),
                                Terms.PAID.is(Amount.ZERO)));
    }

    static void put(Execution execution, Place place, Values row) {
        BY_PERIOD.put(execution, place.key(execution), row);
    }

    static Amount ofCampaign(Reading reading, Place place, String campaign) {
        return OF_CAMPAIGN
                .find(reading, place.ofCampaign(campaign))
                .map(row -> row.get(Terms.AMOUNT))
                .orElse(Amount.ZERO);
    }

    static void putOfCampaign(Execution execution, Place place, String campaign, Amount amount) {
        OF_CAMPAIGN.put(
                execution,
                place.ofCampaign(campaign),
                Values.of(Terms.ASSET.is(place.asset()), Terms.AMOUNT.is(amount)));
    }

    static void removeOfCampaign(Execution execution, Place place, String campaign) {
        OF_CAMPAIGN.remove(execution, place.ofCampaign(campaign));
    }

    /** Earned out of what the pot had free, and not clawed back. */
    static Amount outOfThePot(Values row) {
        return row.get(Terms.LEVEL_1)
                .plus(row.get(Terms.LEVEL_2))
                .plus(row.get(Terms.LEVEL_3))
                .plus(row.get(Terms.AS_REFEREE))
                .minus(row.get(Terms.CLAWED_BACK));
    }

    /** Earned, and neither clawed back nor paid. */
    static Amount due(Values row) {
        return outOfThePot(row)
                .plus(row.get(Terms.BY_CAMPAIGNS))
                .minus(row.get(Terms.CLAWED_BACK_BY_CAMPAIGNS))
                .minus(row.get(Terms.PAID));
    }

    /**
     * Vested rows that may not be paid yet, the oldest first, at most {@link Terms#MAX_PAID}.
     *
     * @param names an account and an asset
     */
    static List<Values> vested(Reading reading, Values names) {
        long now = Terms.period(reading.time());
        Bytes who = who(reading, names);
        List<Values> rows = new ArrayList<>();
        Optional<Values> key =
                next(reading, who, UNPAID_FROM.find(reading, names).orElse(0L));
        while (key.isPresent()
                && rows.size() < Terms.MAX_PAID
                && Terms.payableIn(key.get().get(Terms.PERIOD)) <= now) {
            rows.add(BY_PERIOD.find(reading, key.get()).orElseThrow());
            key = next(reading, who, key.get().get(Terms.PERIOD) + 1);
        }
        return rows;
    }

    /** Marks these rows as paid. */
    static void pay(Execution execution, Values names, List<Values> rows) {
        Bytes who = who(execution, names);
        for (Values row : rows) {
            BY_PERIOD.put(
                    execution,
                    key(who, row.get(Terms.PERIOD)),
                    row.with(Terms.PAID.is(row.get(Terms.PAID).plus(due(row)))));
        }
        UNPAID_FROM.put(execution, names, rows.get(rows.size() - 1).get(Terms.PERIOD) + 1);
    }

    /** One page of an account's closed periods; what it earns in the period that runs is not told. */
    static Page page(Reading reading, Values names, Optional<Bytes> cursor, int limit) {
        long now = Terms.period(reading.time());
        Bytes who = who(reading, names);
        List<Values> rows = new ArrayList<>();
        Optional<Values> key =
                next(reading, who, cursor.map(from -> period(reading, from)).orElse(0L));
        while (key.isPresent() && rows.size() < limit && key.get().get(Terms.PERIOD) < now) {
            long period = key.get().get(Terms.PERIOD);
            rows.add(BY_PERIOD
                    .find(reading, key.get())
                    .orElseThrow()
                    .with(
                            Terms.BEGINS.is(period * Terms.PERIOD_LENGTH),
                            Terms.PAYABLE_AT.is(Terms.payableIn(period) * Terms.PERIOD_LENGTH)));
            key = next(reading, who, period + 1);
        }
        return new Page(
                rows,
                key.map(next -> next.get(Terms.PERIOD))
                        .filter(period -> period < now)
                        .map(period -> Bytes.of(Terms.PERIOD.encode(period))));
    }

    private static long period(Reading reading, Bytes cursor) {
        byte[] bytes = cursor.toArray();
        if (bytes.length != Long.BYTES || bytes[0] < 0) {
            throw reading.refuse(PagedQuery.INVALID_CURSOR);
        }
        return Terms.PERIOD.decode(bytes);
    }

    private static Optional<Values> next(Reading reading, Bytes who, long from) {
        return BY_PERIOD
                .next(reading, key(who, from))
                .filter(key -> key.get(WHO).equals(who));
    }

    private static Bytes who(Reading reading, Values names) {
        return reading.sha256(Bytes.of(NAMES.encode(names)));
    }

    private static Values key(Bytes who, long period) {
        return Values.of(WHO.is(who), Terms.PERIOD.is(period));
    }
}
