package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;

/** How an operation on policies and sponsors can fail, and a transaction that names a sponsor. */
final class Failures {
    static final Field<String> NATIVE = Field.asset("nativeAsset");
    static final Field<String> CAPABILITY = Field.text("capability", 32);
    static final Field<String> OPERATION = Field.text("operation", 32);
    static final Field<String> CALL = Field.text("call", SponsorTerms.MAX_CALL);
    static final Field<Long> TIME = Field.time("time");

    /** The most that a transaction may cost. */
    static final Field<Amount> LIMIT = Field.amount("limit", Terms.ASSET);

    static final Field<Amount> SPENT = Field.amount("spent", Terms.ASSET);
    static final Field<Amount> NEEDED = Field.amount("needed", Terms.ASSET);

    static final Failure NOT_AN_OPERATOR = Failure.of(
            "NOT_AN_OPERATOR",
            "{operator} is no operator of this ledger, and only they decide on fees: sign as one of them.",
            Terms.OPERATOR);

    static final Failure MINIMUM_OUT_OF_RANGE = Failure.of(
            "MINIMUM_OUT_OF_RANGE",
            "Each minimum price must be from 8 to 2^62 of the smallest units of {asset}, because below 8 a price could not fall"
                    + " again: change it.",
            Terms.ASSET);

    static final Failure LIMIT_OUT_OF_RANGE = Failure.of(
            "LIMIT_OUT_OF_RANGE",
            "Each limit of a period must be an even number from 5000 to 2^48, because its half is the target: change it.");

    static final Failure PERIOD_OUT_OF_RANGE = Failure.of(
            "PERIOD_OUT_OF_RANGE", "A period takes from 100 ms to a day, not {period}: change it.", Terms.PERIOD);

    static final Failure POLICY_UNCHANGED = Failure.of(
            "POLICY_UNCHANGED",
            "That is the policy of revision {revision} already: fees:policy shows it, change something.",
            Terms.REVISION);

    static final Failure NOT_NATIVE = Failure.of(
            "NOT_NATIVE",
            "Fees are paid in {nativeAsset}, not in {asset}: give an amount of {nativeAsset}.",
            Terms.ASSET,
            NATIVE);

    static final Failure ZERO_AMOUNT =
            Failure.of("ZERO_AMOUNT", "An amount of nothing changes nothing: give one that is more than zero.");

    static final Failure NOT_A_SPONSOR = Failure.of(
            "NOT_A_SPONSOR",
            "{sponsor} is no sponsor: he becomes one with fees:sponsor-fund or fees:sponsor-stake.",
            SponsorTerms.SPONSOR);

    static final Failure DEPOSIT_TOO_SMALL = Failure.of(
            "DEPOSIT_TOO_SMALL",
            "{sponsor} has deposited {deposit} {asset}, less than {amount} {asset}: withdraw at most that.",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SponsorTerms.DEPOSITED,
            SponsorTerms.AMOUNT);

    static final Failure STAKE_TOO_SMALL = Failure.of(
            "STAKE_TOO_SMALL",
            "{sponsor} has a stake of {stake} {asset}, less than {amount} {asset}: take at most that out of it.",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SponsorTerms.STAKED,
            SponsorTerms.AMOUNT);

    static final Failure TOO_LITTLE_UNSTAKED = Failure.of(
            "TOO_LITTLE_UNSTAKED",
            "{sponsor} has taken {unstaked} {asset} out of his stake, less than {amount} {asset}: take more out with"
                    + " fees:sponsor-unstake, or withdraw less.",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SponsorTerms.UNSTAKED,
            SponsorTerms.AMOUNT);

    static final Failure STILL_WAITING = Failure.of(
            "STILL_WAITING",
            "What {sponsor} has taken out of his stake can be withdrawn from {availableAt} on, and it is {time}: wait.",
            SponsorTerms.SPONSOR,
            SponsorTerms.AVAILABLE_AT,
            TIME);

    static final Failure INVALID_CALL = Failure.of(
            "INVALID_CALL",
            "'{call}' names nothing that could be allowed: give a capability, or capability/operation.",
            CALL);

    static final Failure OPERATION_NOT_SPONSORED = Failure.of(
            "OPERATION_NOT_SPONSORED",
            "{sponsor} does not pay for {capability}/{operation}: fees:sponsor {sponsor} tells what for, pay for it yourself.",
            SponsorTerms.SPONSOR,
            CAPABILITY,
            OPERATION);

    static final Failure OVER_PER_TRANSACTION = Failure.of(
            "OVER_PER_TRANSACTION",
            "The transaction may cost {limit} {asset}, and {sponsor} pays at most {perTransaction} {asset} for one: lower its"
                    + " limit, or pay for it yourself.",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            LIMIT,
            SponsorTerms.PER_TRANSACTION);

    static final Failure OVER_PER_USER = Failure.of(
            "OVER_PER_USER",
            "{user} has cost {sponsor} {spent} {asset} today, and with {limit} {asset} more it would be over {perUser}"
                    + " {asset}: wait until tomorrow (UTC), or pay for it yourself.",
            SponsorTerms.USER,
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SPENT,
            LIMIT,
            SponsorTerms.PER_USER);

    static final Failure OVER_PER_DAY = Failure.of(
            "OVER_PER_DAY",
            "{sponsor} has paid {spent} {asset} for others today, and with {limit} {asset} more it would be over {perDay}"
                    + " {asset}: wait until tomorrow (UTC), or pay for it yourself.",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SPENT,
            LIMIT,
            SponsorTerms.PER_DAY);

    static final Failure SPONSOR_CANNOT_PAY = Failure.of(
            "SPONSOR_CANNOT_PAY",
            "{sponsor} has {free} {asset} free and {deposit} {asset} deposited, together less than the {needed} {asset} that"
                    + " the transaction may cost: tell him, or pay for it yourself.",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SponsorTerms.FREE,
            SponsorTerms.DEPOSITED,
            NEEDED);

    private Failures() {}
}
