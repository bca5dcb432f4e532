package org.quoin.referral.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** Campaigns: somebody's own money that adds to the rewards of links which name it, to both sides alike. */
final class Campaigns {
    static final Field<String> OWNER = Field.account("owner");

    /** In millionths of a counted fee, half to the referrer and half to the referee. */
    static final Field<Long> EXTRA_SHARE = Field.number("extraShare", Terms.MAX_TOTAL);

    static final Field<Long> STARTS = Field.time("starts");

    /** The first block time at which it adds nothing any more. */
    static final Field<Long> ENDS = Field.time("ends");

    /** The most for one referee and his referrer together. */
    static final Field<Amount> PAIR_CAP = Field.amount("pairCap", Terms.ASSET);

    static final Field<Amount> BUDGET = Field.amount("budget", Terms.ASSET);

    /** What of the budget nobody earned. */
    static final Field<Amount> LEFT = Field.amount("left", Terms.ASSET);

    /** What of the budget went back to the owner. */
    static final Field<Amount> RETURNED = Field.amount("returned", Terms.ASSET);

    static final Schema CAMPAIGN =
            Schema.of(Terms.NAME, OWNER, Terms.ASSET, BUDGET, EXTRA_SHARE, STARTS, ENDS, PAIR_CAP, LEFT, RETURNED);

    private static final Field<Long> ORDINAL = Field.number("ordinal", Long.MAX_VALUE);
    private static final Field<String> KEY = Field.text("name", 32);
    private static final String STARTED = "started";
    private static final Schema PAIR = Schema.of(Terms.NAME, Terms.REFEREE);
    private static final Schema EARNED = Schema.of(Terms.ASSET, Terms.AMOUNT);

    static final Table<String, Values> BY_NAME = new Table<>("campaigns", Terms.NAME, CAMPAIGN);
    static final OrderedTable<Long, String> BY_CREATION =
            new OrderedTable<>("campaigns-by-creation", Long.BYTES, ORDINAL, Terms.NAME);
    static final Table<String, Long> COUNTS = new Table<>("counts", KEY, ORDINAL);

    /** What a referee and his referrer got of a campaign so far. */
    static final Table<Values, Values> BY_PAIR = new Table<>("campaign-pairs", PAIR, EARNED);

    private Campaigns() {}

    static Values find(Reading reading, String name) {
        return BY_NAME.find(reading, name)
                .orElseThrow(() -> reading.refuse(Failures.UNKNOWN_CAMPAIGN, Terms.NAME.is(name)));
    }

    static boolean isRunning(Values campaign, long time) {
        return time >= campaign.get(STARTS) && time < campaign.get(ENDS);
    }

    /** The campaign of a link, if it adds something to a fee in this asset now. */
    static Optional<Values> findRunning(Reading reading, Values link, String asset) {
        return link.get(Terms.CAMPAIGN)
                .flatMap(name -> BY_NAME.find(reading, name))
                .filter(campaign -> isRunning(campaign, reading.time()))
                .filter(campaign -> campaign.get(Terms.ASSET).equals(asset))
                .filter(campaign -> !campaign.get(LEFT).isZero());
    }

    static void open(Execution execution, Values campaign) {
        long ordinal = COUNTS.find(execution, STARTED).orElse(0L);
        put(execution, campaign);
        BY_CREATION.put(execution, ordinal, campaign.get(Terms.NAME));
        COUNTS.put(execution, STARTED, ordinal + 1);
    }

    static void put(Execution execution, Values campaign) {
        BY_NAME.put(execution, campaign.get(Terms.NAME), campaign.only(CAMPAIGN));
    }

    /** What a referee and his referrer may still get of it. */
    static Amount openFor(Reading reading, Values campaign, String referee) {
        Amount earned = BY_PAIR.find(reading, pair(campaign, referee))
                .map(row -> row.get(Terms.AMOUNT))
                .orElse(Amount.ZERO);
        return Shares.least(campaign.get(LEFT), Shares.above(campaign.get(PAIR_CAP), earned));
    }

    /** Takes what a referee and his referrer have earned together. */
    static void take(Execution execution, Values campaign, String referee, Amount amount) {
        Values pair = pair(campaign, referee);
        Amount earned =
                BY_PAIR.find(execution, pair).map(row -> row.get(Terms.AMOUNT)).orElse(Amount.ZERO);
        BY_PAIR.put(
                execution,
                pair,
                Values.of(Terms.ASSET.is(campaign.get(Terms.ASSET)), Terms.AMOUNT.is(earned.plus(amount))));
        put(execution, campaign.with(LEFT.is(campaign.get(LEFT).minus(amount))));
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        OrderedTable.Slice<String> names = BY_CREATION.slice(reading, 0L, cursor, limit);
        List<Values> campaigns = new ArrayList<>();
        for (String name : names.rows()) {
            campaigns.add(find(reading, name));
        }
        return new Page(campaigns, names.next());
    }

    private static Values pair(Values campaign, String referee) {
        return Values.of(Terms.NAME.is(campaign.get(Terms.NAME)), Terms.REFEREE.is(referee));
    }
}
