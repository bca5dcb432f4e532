package org.quoin.referral.rules;

import org.quoin.rules.Event;

/**
 * What is reported. Nothing is when a reward is earned: who watches a referrer's events could otherwise read from their amounts
 * what each of his referees did.
 */
final class Reports {
    static final Event CODE_REGISTERED = Event.of("code-registered", Terms.CODE, Terms.ACCOUNT);

    static final Event ACCEPTED = Event.of(
            "accepted", Terms.REFEREE, Terms.REFERRER, Terms.CODE, Terms.CAMPAIGN, Terms.FIRM_AT, Terms.COUNTS_UNTIL);

    static final Event ACCEPTANCE_WITHDRAWN =
            Event.of("acceptance-withdrawn", Terms.REFEREE, Terms.REFERRER, Terms.CODE);

    static final Event FUNDED = Event.of("funded", Terms.BY, Terms.ASSET, Terms.AMOUNT);

    static final Event CAMPAIGN_STARTED = Event.of(
            "campaign-started",
            Terms.NAME,
            Campaigns.OWNER,
            Terms.ASSET,
            Campaigns.BUDGET,
            Campaigns.EXTRA_SHARE,
            Campaigns.STARTS,
            Campaigns.ENDS,
            Campaigns.PAIR_CAP);

    static final Event CAMPAIGN_ENDED =
            Event.of("campaign-ended", Terms.NAME, Campaigns.OWNER, Terms.ASSET, Terms.AMOUNT);

    static final Event PAID_OUT = Event.of("paid-out", Terms.ACCOUNT, Terms.ASSET, Terms.AMOUNT, Terms.PERIODS);

    static final Event CLAWED_BACK = Event.of(
            "clawed-back",
            Terms.ACCOUNT,
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.PERIOD,
            Terms.CAMPAIGN,
            Terms.BY,
            Terms.REASON);

    static final Event POLICY_SET = Event.of(
            "policy-set",
            Terms.BY,
            Terms.ASSET,
            Policy.REFEREE_SHARE,
            Policy.TIERS,
            Policy.TIER_SHARES,
            Policy.LEVEL_2_SHARE,
            Policy.LEVEL_3_SHARE,
            Policy.CAP);

    private Reports() {}
}
