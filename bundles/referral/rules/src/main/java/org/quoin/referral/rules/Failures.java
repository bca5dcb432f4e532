package org.quoin.referral.rules;

import org.quoin.rules.Failure;
import org.quoin.rules.Field;

/** How an operation or a query of referral can fail. */
final class Failures {
    /** In millionths. */
    static final Field<Long> TOTAL = Field.number("total", Long.MAX_VALUE);

    static final Field<String> FEES = Field.asset("fees");

    static final Failure NOT_OF_FEES = Failure.of(
            "NOT_OF_FEES",
            "Rewards are paid in {fees}, as fees are: fund with that, and not with {asset}.",
            Terms.ASSET,
            FEES);

    static final Failure UNKNOWN_CODE =
            Failure.of("UNKNOWN_CODE", "There is no code {code}: ask who invited you how it is spelt.", Terms.CODE);

    static final Failure INVALID_CODE = Failure.of(
            "INVALID_CODE", "{code} cannot be a code: choose 3 to 32 of a–z, 0–9 and -, in lower case.", Terms.CODE);

    static final Failure NOT_COMMITTED = Failure.of(
            "NOT_COMMITTED",
            "{account} has not committed to the code {code} with this salt in a block before this one: commit first, and reveal"
                    + " in a later block.",
            Terms.ACCOUNT,
            Terms.CODE);

    static final Failure CODE_TAKEN =
            Failure.of("CODE_TAKEN", "The code {code} is somebody's: choose another.", Terms.CODE);

    static final Failure TOO_MANY_CODES = Failure.of(
            "TOO_MANY_CODES",
            "{account} has " + Terms.MAX_CODES + " codes, and that is the most: use one of them.",
            Terms.ACCOUNT);

    static final Failure SELF_REFERRAL = Failure.of(
            "SELF_REFERRAL", "{code} is a code of {referee}: nobody refers himself.", Terms.CODE, Terms.REFEREE);

    static final Failure IS_REFERRER = Failure.of(
            "IS_REFERRER",
            "{referee} has a code, and who refers others can accept no invitation any more: accept before you register a code.",
            Terms.REFEREE);

    static final Failure NOT_REFERRED =
            Failure.of("NOT_REFERRED", "{referee} has accepted no invitation.", Terms.REFEREE);

    static final Failure ALREADY_REFERRED = Failure.of(
            "ALREADY_REFERRED",
            "{referee} was referred by {referrer}, and since {firmAt} that cannot be changed.",
            Terms.REFEREE,
            Terms.REFERRER,
            Terms.FIRM_AT);

    static final Failure UNKNOWN_CAMPAIGN = Failure.of(
            "UNKNOWN_CAMPAIGN",
            "There is no campaign {campaign}: referral:campaigns shows those that were started.",
            Terms.NAME);

    static final Failure CAMPAIGN_OVER = Failure.of(
            "CAMPAIGN_OVER",
            "The campaign {campaign} ended at {ends}, and has nothing left.",
            Terms.NAME,
            Campaigns.ENDS);

    static final Failure INVALID_NAME = Failure.of(
            "INVALID_NAME",
            "{campaign} cannot be the name of a campaign: choose 3 to 32 of a–z, 0–9 and -, in lower case.",
            Terms.NAME);

    static final Failure NAME_TAKEN =
            Failure.of("NAME_TAKEN", "There was a campaign {campaign} before: choose another name.", Terms.NAME);

    static final Failure NO_DURATION = Failure.of(
            "NO_DURATION",
            "The campaign would run from {starts} to {ends}: let it end later than it starts, and later than now.",
            Campaigns.STARTS,
            Campaigns.ENDS);

    static final Failure NOT_OWNER = Failure.of(
            "NOT_OWNER",
            "{by} cannot end the campaign {campaign} before {ends}: it is {owner}'s.",
            Terms.BY,
            Terms.NAME,
            Campaigns.ENDS,
            Campaigns.OWNER);

    static final Failure NOTHING_VESTED = Failure.of(
            "NOTHING_VESTED",
            "Nothing is vested that {account} could be paid in {asset}: a reward is paid from the eighth day after that of its"
                    + " fee on. referral:statement {account} shows when.",
            Terms.ACCOUNT,
            Terms.ASSET);

    static final Failure MAY_NOT_CLAW_BACK = Failure.of(
            "MAY_NOT_CLAW_BACK",
            "{by} may not claw this back: operators may, and the owner of a campaign what it added.",
            Terms.BY);

    static final Failure NO_REASON =
            Failure.of("NO_REASON", "A claw-back needs a reason: {account} can read it.", Terms.ACCOUNT);

    static final Failure VESTED = Failure.of(
            "VESTED",
            "What {account} earned in the period {period} is vested, and stays his.",
            Terms.ACCOUNT,
            Terms.PERIOD);

    static final Failure NOTHING_EARNED = Failure.of(
            "NOTHING_EARNED",
            "{account} has earned nothing in the period {period} that could be clawed back this way.",
            Terms.ACCOUNT,
            Terms.PERIOD);

    static final Failure NOT_OPERATOR =
            Failure.of("NOT_OPERATOR", "{by} is no operator, and only operators set this policy.", Terms.BY);

    static final Failure TIERS_DO_NOT_RISE = Failure.of(
            "TIERS_DO_NOT_RISE",
            "Tiers begin at 0 and rise, each has one share, and no share is below that of the tier before.");

    static final Failure SHARES_TOO_HIGH = Failure.of(
            "SHARES_TOO_HIGH",
            "The shares make {total} millionths of a fee together, and " + Terms.MAX_TOTAL
                    + " are the most: more would make farming pay.",
            TOTAL);

    private Failures() {}
}
