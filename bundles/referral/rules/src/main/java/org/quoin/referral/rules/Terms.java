package org.quoin.referral.rules;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;

/** What links, rewards and campaigns consist of. */
final class Terms {
    /** Referrers above a referee who are rewarded. */
    static final int LEVELS = 3;

    /** In millionths of a counted fee: the most that all who are rewarded for it get together, campaigns included. */
    static final long MAX_TOTAL = 900_000;

    /** Of one referrer. */
    static final int MAX_CODES = 16;

    static final int MAX_TIERS = 8;

    /** A reward belongs to the day, in UTC, of the block in which the fee was paid; in milliseconds. */
    static final long PERIOD_LENGTH = 24L * 60 * 60 * 1_000;

    /** Periods between that of a reward and the first in which it can be paid. */
    static final long VESTING = 7;

    /** In milliseconds: how long an acceptance can be withdrawn or changed, and nothing is earned by it. */
    static final long COOLING_OFF = 24L * 60 * 60 * 1_000;

    /** In milliseconds: how long after the acceptance fees count. */
    static final long WINDOW = 365L * 24 * 60 * 60 * 1_000;

    /** Periods that are paid at once. */
    static final int MAX_PAID = 62;

    private static final int MAX_NAME = 32;

    static final Field<String> ACCOUNT = Field.account("account");
    static final Field<String> REFERRER = Field.account("referrer");
    static final Field<String> REFEREE = Field.account("referee");
    static final Field<String> BY = Field.account("by");
    static final Field<String> CODE = Field.text("code", MAX_NAME);
    static final Field<List<String>> CODES = Field.list("codes", CODE, MAX_CODES);
    static final Field<Bytes> COMMITMENT = Field.hash("commitment");
    static final Field<Bytes> SALT = Field.bytes("salt", 16, 64);
    static final Field<Long> HEIGHT = Field.number("height", Long.MAX_VALUE);
    static final Field<Long> SINCE = Field.time("since");

    static final Field<String> NAME = Field.text("campaign", MAX_NAME);
    static final Field<Optional<String>> CAMPAIGN = Field.optional(NAME);

    static final Field<Long> ACCEPTED_AT = Field.time("acceptedAt");

    /** The first block time at which the link cannot be changed any more, and fees count. */
    static final Field<Long> FIRM_AT = Field.time("firmAt");

    /** The first block time at which fees count no more. */
    static final Field<Long> COUNTS_UNTIL = Field.time("countsUntil");

    static final Schema LINK = Schema.of(REFEREE, REFERRER, CODE, CAMPAIGN, ACCEPTED_AT, FIRM_AT, COUNTS_UNTIL);

    static final Field<String> ASSET = Field.asset("asset");
    static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    static final Field<Long> PERIOD = Field.number("period", Long.MAX_VALUE);
    static final Field<String> REASON = Field.text("reason", 256);

    /** Fees that direct referees lost in a period and that counted. */
    static final Field<Amount> COUNTED = Field.amount("counted", ASSET);

    static final Field<Amount> LEVEL_1 = Field.amount("level1", ASSET);
    static final Field<Amount> LEVEL_2 = Field.amount("level2", ASSET);
    static final Field<Amount> LEVEL_3 = Field.amount("level3", ASSET);
    static final Field<Amount> AS_REFEREE = Field.amount("asReferee", ASSET);
    static final Field<Amount> BY_CAMPAIGNS = Field.amount("byCampaigns", ASSET);

    /** What would have been earned without the cap on what counts of a referee. */
    static final Field<Amount> CAPPED = Field.amount("capped", ASSET);

    /** What would have been earned if the pot had held it. */
    static final Field<Amount> UNFUNDED = Field.amount("unfunded", ASSET);

    static final Field<Amount> CLAWED_BACK = Field.amount("clawedBack", ASSET);
    static final Field<Amount> CLAWED_BACK_BY_CAMPAIGNS = Field.amount("clawedBackByCampaigns", ASSET);
    static final Field<Amount> PAID = Field.amount("paid", ASSET);

    static final Schema EARNINGS = Schema.of(
            ACCOUNT,
            ASSET,
            PERIOD,
            COUNTED,
            LEVEL_1,
            LEVEL_2,
            LEVEL_3,
            AS_REFEREE,
            BY_CAMPAIGNS,
            CAPPED,
            UNFUNDED,
            CLAWED_BACK,
            CLAWED_BACK_BY_CAMPAIGNS,
            PAID);

    /** The block time at which a period begins. */
    static final Field<Long> BEGINS = Field.time("begins");

    /** The first block time at which what was earned in a period is paid. */
    static final Field<Long> PAYABLE_AT = Field.time("payableAt");

    static final Field<Long> PERIODS = Field.number("periods", MAX_PAID);

    private Terms() {}

    /** The columns of a referrer, the nearest first. */
    static List<Field<Amount>> levels() {
        return List.of(LEVEL_1, LEVEL_2, LEVEL_3);
    }

    /** The period of a block time. */
    static long period(long time) {
        return time / PERIOD_LENGTH;
    }

    /** The period that a tier follows from; the first has none before it. */
    static long before(long period) {
        return Math.max(1, period) - 1;
    }

    /** The first period in which what was earned in this one is paid. */
    static long payableIn(long period) {
        return period + 1 + VESTING;
    }

    /** 3 to 32 of {@code a–z 0–9 -}: the one form of a name, so that two that read alike are the same. */
    static boolean isName(String name) {
        boolean allowed = name.length() >= 3 && name.length() <= MAX_NAME;
        for (int i = 0; allowed && i < name.length(); i++) {
            char c = name.charAt(i);
            allowed = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
        }
        return allowed;
    }
}
