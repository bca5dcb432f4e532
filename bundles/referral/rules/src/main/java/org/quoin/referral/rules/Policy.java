package org.quoin.referral.rules;

import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * How much of a counted fee is given back, and to whom, in millionths. The nearest referrer's share is that of his tier, which
 * follows from the fees that counted for him in the period before: so it says nothing of the one that runs.
 */
final class Policy {
    /** What the referee gets of his own fee. */
    static final Field<Long> REFEREE_SHARE = Field.number("refereeShare", Terms.MAX_TOTAL);

    static final Field<Long> LEVEL_2_SHARE = Field.number("level2Share", Terms.MAX_TOTAL);
    static final Field<Long> LEVEL_3_SHARE = Field.number("level3Share", Terms.MAX_TOTAL);

    private static final Field<Amount> FROM = Field.amount("from", Terms.ASSET);
    private static final Field<Long> SHARE = Field.number("share", Terms.MAX_TOTAL);

    /** The counted fees of the period before from which each tier begins, rising from zero. */
    static final Field<List<Amount>> TIERS = Field.list("tiers", FROM, Terms.MAX_TIERS);

    /** The nearest referrer's share in each tier. */
    static final Field<List<Long>> TIER_SHARES = Field.list("tierShares", SHARE, Terms.MAX_TIERS);

    /** The most that counts of one referee in one period: a bound for each pair of his and somebody above him. */
    static final Field<Amount> CAP = Field.amount("cap", Terms.ASSET);

    static final Schema POLICY =
            Schema.of(Terms.ASSET, REFEREE_SHARE, TIERS, TIER_SHARES, LEVEL_2_SHARE, LEVEL_3_SHARE, CAP);

    /** Of the tier of an account. */
    static final Field<Long> TIER_SHARE = Field.number("tierShare", Terms.MAX_TOTAL);

    static final Table<String, Values> BY_ASSET = new Table<>("policies", Terms.ASSET, POLICY);

    /** Of an asset with 18 decimals. */
    private static final long ONE = 1_000_000_000_000_000_000L;

    private Policy() {}

    static Values of(Reading reading, String asset) {
        return BY_ASSET.find(reading, asset).orElseGet(() -> usual(asset));
    }

    /** 40 % in all at most, as long as operators do not say otherwise. */
    private static Values usual(String asset) {
        return Values.of(
                Terms.ASSET.is(asset),
                REFEREE_SHARE.is(100_000L),
                TIERS.is(List.of(Amount.ZERO, Amount.of(ONE / 10), Amount.of(ONE))),
                TIER_SHARES.is(List.of(120_000L, 160_000L, 200_000L)),
                LEVEL_2_SHARE.is(60_000L),
                LEVEL_3_SHARE.is(40_000L),
                CAP.is(Amount.of(9 * ONE)));
    }

    static void set(Execution execution, Values policy) {
        BY_ASSET.put(execution, policy.get(Terms.ASSET), policy.only(POLICY));
    }

    /** Whether tiers begin at zero and rise, and their shares do not fall. */
    static boolean isOrdered(Values policy) {
        List<Amount> tiers = policy.get(TIERS);
        List<Long> shares = policy.get(TIER_SHARES);
        boolean ordered = !tiers.isEmpty()
                && tiers.size() == shares.size()
                && tiers.get(0).isZero();
        for (int i = 1; ordered && i < tiers.size(); i++) {
            long above = shares.get(i);
            long below = shares.get(i - 1);
            ordered = tiers.get(i).compareTo(tiers.get(i - 1)) > 0 && above >= below;
        }
        return ordered;
    }

    /** In millionths: the most that all get together. */
    static long total(Values policy) {
        long total = policy.get(REFEREE_SHARE) + policy.get(LEVEL_2_SHARE) + policy.get(LEVEL_3_SHARE);
        List<Long> shares = policy.get(TIER_SHARES);
        return total + (shares.isEmpty() ? 0L : shares.get(shares.size() - 1));
    }

    /** The nearest referrer's share, after a period in which so much counted for him. */
    static long tierShare(Values policy, Amount counted) {
        List<Amount> tiers = policy.get(TIERS);
        int tier = tiers.size() - 1;
        while (tier > 0 && tiers.get(tier).compareTo(counted) > 0) {
            tier--;
        }
        return policy.get(TIER_SHARES).get(tier);
    }
}
