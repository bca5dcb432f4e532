package org.quoin.htlc.api;

/**
 * The codes with which the rules refuse, in the order in which they look. What the funds themselves do not allow has a code of
 * {@link org.quoin.ledger.api.LedgerFailure}.
 */
public enum HtlcFailure {
    /** No contract of that id was ever made. */
    UNKNOWN_CONTRACT,
    /** It was redeemed or refunded before. */
    ALREADY_SETTLED,
    /** The account to be paid does not exist. */
    UNKNOWN_BENEFICIARY,
    /** The terms want a preimage of no bytes. */
    PREIMAGE_LENGTH_OUT_OF_RANGE,
    /** The terms expire before they begin. */
    EXPIRY_PASSED,
    /** Too late to redeem: it can only be refunded. */
    CONTRACT_EXPIRED,
    /** Too early to refund: it can still be redeemed. */
    NOT_YET_EXPIRED,
    /** The preimage is not as long as the terms say. */
    WRONG_PREIMAGE_LENGTH,
    /** The preimage is not that of the hash. */
    WRONG_PREIMAGE,
    /** The cursor of a list is not where a page ended. */
    INVALID_CURSOR
}
