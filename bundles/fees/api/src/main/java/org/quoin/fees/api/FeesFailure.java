package org.quoin.fees.api;

/**
 * The codes with which the rules refuse, in the order in which they look. What a fee itself does not allow has a code of
 * {@link org.quoin.ledger.api.LedgerFailure}.
 */
public enum FeesFailure {
    /** Only operators decide on fees. */
    NOT_AN_OPERATOR,
    /** An amount or a price is in another asset than fees are. */
    NOT_NATIVE,
    /** A minimum price is below 8 or above 2^62. */
    MINIMUM_OUT_OF_RANGE,
    /** A limit is odd, below 5,000 or above 2^48. */
    LIMIT_OUT_OF_RANGE,
    /** A period is shorter than 100 ms or longer than a day. */
    PERIOD_OUT_OF_RANGE,
    /** The policy is so already. */
    POLICY_UNCHANGED,
    /** The account has neither a deposit nor a stake. */
    NOT_A_SPONSOR,
    /** An amount is nothing. */
    ZERO_AMOUNT,
    /** The stake is less than is to be taken out of it. */
    STAKE_TOO_SMALL,
    /** Less was taken out of the stake than is to be withdrawn. */
    TOO_LITTLE_UNSTAKED,
    /** What was taken out of the stake cannot be withdrawn yet. */
    STILL_WAITING,
    /** The deposit is less than is to be withdrawn. */
    DEPOSIT_TOO_SMALL,
    /** What is to be allowed is not the name of a capability, or of one of its operations. */
    INVALID_CALL,
    /** The sponsor does not pay for this operation. */
    OPERATION_NOT_SPONSORED,
    /** The transaction offers more than the sponsor pays for one. */
    OVER_PER_TRANSACTION,
    /** The signer would cost the sponsor more than he pays for one account in a day. */
    OVER_PER_USER,
    /** The sponsor would pay more than he does in a day. */
    OVER_PER_DAY,
    /** The sponsor has not enough deposited, nor free. */
    SPONSOR_CANNOT_PAY
}
