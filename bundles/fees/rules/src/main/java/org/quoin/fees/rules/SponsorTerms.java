package org.quoin.fees.rules;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;

/** What a sponsor consists of. */
final class SponsorTerms {
    static final String DEPOSIT = "deposit";
    static final String STAKE = "stake";

    /** A capability and an operation, each up to 32 bytes. */
    static final int MAX_CALL = 65;

    static final int MAX_ALLOWED = 16;

    static final Field<String> SPONSOR = Field.account("sponsor");
    static final Field<String> USER = Field.account("user");
    static final Field<Amount> AMOUNT = Field.amount("amount", Terms.ASSET);

    /** Where funds are taken from. */
    static final Field<String> FROM = Field.choice("from", DEPOSIT, STAKE);

    /** The most that others may cost with one transaction. */
    static final Field<Amount> PER_TRANSACTION = Field.amount("perTransaction", Terms.ASSET);

    /** The most that each of the others may cost in a day, which begins at midnight UTC. */
    static final Field<Amount> PER_USER = Field.amount("perUser", Terms.ASSET);

    /** The most that all others together may cost in a day. */
    static final Field<Amount> PER_DAY = Field.amount("perDay", Terms.ASSET);

    /** What may be called: {@code htlc} or {@code htlc/create}; anything if the list is empty. */
    static final Field<List<String>> ALLOWED = Field.list("allowed", Field.text("call", MAX_CALL), MAX_ALLOWED);

    static final Field<Amount> DEPOSITED = Field.amount("deposit", Terms.ASSET);
    static final Field<Amount> STAKED = Field.amount("stake", Terms.ASSET);

    /** Of the stake's allowance, what is there now. */
    static final Field<Amount> FREE = Field.amount("free", Terms.ASSET);

    /** What the allowance grows to. */
    static final Field<Amount> MOST_FREE = Field.amount("mostFree", Terms.ASSET);

    /** What was staked and can be withdrawn from {@link #AVAILABLE_AT} on. */
    static final Field<Amount> UNSTAKED = Field.amount("unstaked", Terms.ASSET);

    static final Field<Long> AVAILABLE_AT = Field.time("availableAt");
    static final Field<Optional<Long>> UNSTAKED_AVAILABLE_AT = Field.optional(AVAILABLE_AT);

    /** What others have cost today. */
    static final Field<Amount> SPENT = Field.amount("spentToday", Terms.ASSET);

    static final Schema WHOLE = Schema.of(
            SPONSOR,
            Terms.ASSET,
            DEPOSITED,
            STAKED,
            FREE,
            MOST_FREE,
            UNSTAKED,
            UNSTAKED_AVAILABLE_AT,
            PER_TRANSACTION,
            PER_USER,
            PER_DAY,
            SPENT,
            ALLOWED);

    private SponsorTerms() {}
}
