package org.quoin.fees.rules;

import org.quoin.rules.Event;

/** What is reported of prices, policies and sponsors. */
final class Reports {
    /** Only when a period has ended: these prices hold now. */
    static final Event PRICES_CHANGED = Event.of(
            "prices-changed",
            Terms.START,
            Terms.PERIODS,
            Terms.ASSET,
            Terms.EXECUTION_PRICE,
            Terms.DATA_PRICE,
            Terms.GROWTH_PRICE,
            Terms.LAYER_2_PRICE);

    static final Event POLICY_APPROVED =
            Event.of("policy-approved", Terms.OPERATOR, Terms.REVISION, Terms.APPROVALS, Terms.OPERATORS);

    static final Event POLICY_CHANGED = Event.of(
            "policy-changed",
            Terms.REVISION,
            Terms.ASSET,
            Terms.TIPS_TO,
            Terms.TREASURY,
            Terms.SHARE,
            Terms.MIN_EXECUTION_PRICE,
            Terms.MIN_DATA_PRICE,
            Terms.MIN_GROWTH_PRICE,
            Terms.MIN_LAYER_2_PRICE,
            Terms.EXECUTION_LIMIT,
            Terms.DATA_LIMIT,
            Terms.GROWTH_LIMIT,
            Terms.LAYER_2_LIMIT,
            Terms.PERIOD,
            Terms.LAYER_2,
            Terms.STAKE_RATE,
            Terms.IMMEDIATE);

    static final Event SPONSOR_FUNDED =
            Event.of("sponsor-funded", SponsorTerms.SPONSOR, Terms.ASSET, SponsorTerms.AMOUNT);

    static final Event SPONSOR_STAKED =
            Event.of("sponsor-staked", SponsorTerms.SPONSOR, Terms.ASSET, SponsorTerms.AMOUNT);

    static final Event SPONSOR_UNSTAKED = Event.of(
            "sponsor-unstaked", SponsorTerms.SPONSOR, Terms.ASSET, SponsorTerms.AMOUNT, SponsorTerms.AVAILABLE_AT);

    static final Event SPONSOR_WITHDRAWN =
            Event.of("sponsor-withdrawn", SponsorTerms.SPONSOR, SponsorTerms.FROM, Terms.ASSET, SponsorTerms.AMOUNT);

    static final Event SPONSOR_LIMITED = Event.of(
            "sponsor-limited",
            SponsorTerms.SPONSOR,
            Terms.ASSET,
            SponsorTerms.PER_TRANSACTION,
            SponsorTerms.PER_USER,
            SponsorTerms.PER_DAY,
            SponsorTerms.ALLOWED);

    private Reports() {}
}
