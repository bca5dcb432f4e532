package org.quoin.referral.api;

/**
 * The codes with which the rules refuse, in the order in which they look. What the funds themselves do not allow has a code of
 * {@link org.quoin.ledger.api.LedgerFailure}.
 */
public enum ReferralFailure {
    /** A code has other characters than a–z, 0–9 and -, or another length than 3 to 32. */
    INVALID_CODE,
    /** Nobody committed to the code with this salt in an earlier block. */
    NOT_COMMITTED,
    /** The code is somebody's. */
    CODE_TAKEN,
    /** A referrer has 16 codes. */
    TOO_MANY_CODES,
    /** The code is nobody's. */
    UNKNOWN_CODE,
    /** The code is the signer's own. */
    SELF_REFERRAL,
    /** Who has a code can accept none: that is why there are no cycles. */
    IS_REFERRER,
    /** The account has accepted no invitation. */
    NOT_REFERRED,
    /** The link is firm. */
    ALREADY_REFERRED,
    /** There never was such a campaign. */
    UNKNOWN_CAMPAIGN,
    /** The name of a campaign is written as a code is. */
    INVALID_NAME,
    /** There was a campaign of that name. */
    NAME_TAKEN,
    /** A campaign must end after it starts, and later than now. */
    NO_DURATION,
    /** Fees are paid in another asset. */
    NOT_OF_FEES,
    /** Only its owner ends a campaign before its time. */
    NOT_OWNER,
    /** The campaign is over. */
    CAMPAIGN_OVER,
    /** Nothing is to be paid yet. */
    NOTHING_VESTED,
    /** Only operators claw back, and owners of campaigns what those added. */
    MAY_NOT_CLAW_BACK,
    /** A claw-back has to say why. */
    NO_REASON,
    /** What is vested stays. */
    VESTED,
    /** There is nothing to claw back. */
    NOTHING_EARNED,
    /** Only operators set the policy. */
    NOT_OPERATOR,
    /** Tiers must begin at zero and rise. */
    TIERS_DO_NOT_RISE,
    /** The shares together are more than nine tenths. */
    SHARES_TOO_HIGH,
    /** The cursor of a list is not where a page ended. */
    INVALID_CURSOR
}
