package org.quoin.htlc.api;

/**
 * The codes with which the rules refuse, in the order in which they look. What the funds themselves do not allow has a code of
 * {@link org.quoin.ledger.api.LedgerFailure}.
 */
public enum HtlcFailure {
    /** There must be one preimage for all contracts, or one for each. */
    PREIMAGES_DO_NOT_MATCH,
    /** The account to be paid does not exist. */
    UNKNOWN_BENEFICIARY,
    /** The account that is to fund a contract does not exist. */
    UNKNOWN_FUNDER,
    /** The terms want a preimage of no bytes. */
    PREIMAGE_LENGTH_OUT_OF_RANGE,
    /** The terms expire before they begin. */
    EXPIRY_PASSED,
    /** The terms expire in more than five years. */
    EXPIRY_TOO_FAR,
    /** The funder has had a contract with this hash for this beneficiary. */
    HASH_REUSED,
    /** The funder has 483 contracts open for this beneficiary. */
    TOO_MANY_OPEN,
    /** No contract of that id was ever made. */
    UNKNOWN_CONTRACT,
    /** It was redeemed or refunded before. */
    ALREADY_SETTLED,
    /** The contract that is named as the other leg is none. */
    OTHER_LEG_DIFFERS,
    /** The contract would expire too late for the other leg. */
    UNSAFE_MARGIN,
    /** No offer of that id was ever made. */
    UNKNOWN_OFFER,
    /** It was filled or withdrawn before. */
    OFFER_CLOSED,
    /** The contract or the offer belongs to other rules than those that are active. */
    OTHER_RULES,
    /** Too late to make or to fill an offer with this deadline. */
    DEADLINE_PASSED,
    /** The offer could be filled when its contract has expired. */
    DEADLINE_AFTER_EXPIRY,
    /** Too early to have the premium back: the offer can still be filled. */
    DEADLINE_NOT_REACHED,
    /** The contract has other terms than the offer. */
    OFFER_DIFFERS,
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
