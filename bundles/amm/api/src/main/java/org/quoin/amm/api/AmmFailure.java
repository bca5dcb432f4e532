package org.quoin.amm.api;

/**
 * The codes with which the rules refuse. What the funds themselves do not allow has a code of
 * {@link org.quoin.ledger.api.LedgerFailure}.
 */
public enum AmmFailure {
    /** The deadline is over. */
    EXPIRED,
    /** A pool is of two assets. */
    IDENTICAL_ASSETS,
    /** There is no such asset. */
    NO_SUCH_ASSET,
    /** A pool's fee is 100, 500, 3,000 or 10,000 millionths. */
    FEE_OUT_OF_RANGE,
    /** There is a pool of these assets with this fee, or of this name. */
    POOL_EXISTS,
    /** There is no such pool. */
    UNKNOWN_POOL,
    /** The pool is of another kind. */
    WRONG_KIND,
    /** An amount is nothing. */
    NO_AMOUNT,
    /** A swap goes through at least one pool. */
    NO_ROUTE,
    /** The route comes to a pool with an asset that it is not of. */
    NOT_IN_POOL,
    /** Nobody has deposited anything. */
    POOL_EMPTY,
    /** The route goes through a pool twice. */
    TWICE,
    /** The route ends with another asset than was asked for. */
    WRONG_END,
    /** A pool has less than is to come out of it. */
    NOT_SO_MUCH,
    /** A pool would have 2^112 units of an asset or more. */
    POOL_FULL,
    /** It would be rounded to nothing. */
    TOO_SMALL,
    /** Less would come out than the swap asks for. */
    TOO_LITTLE_OUT,
    /** More would be taken than the swap offers. */
    TOO_MUCH_IN,
    /** The deposit would give fewer shares than it asks for. */
    TOO_FEW_SHARES,
    /** The withdrawal would give less than it asks for. */
    TOO_LITTLE_BACK,
    /** Of an asset, all pools together have less just now: some is lent. */
    NOT_THERE,
    /** Too many accounts and assets are open in one transaction. */
    TOO_MUCH_OPEN,
    /** Less is due than was asked for. */
    TOO_LITTLE_DUE,
    /** There is nothing to pay. */
    NOTHING_OWED,
    /** More is owed than was offered. */
    TOO_MUCH_OWED,
    /** At the end of a transaction an account owes something. */
    NOT_SETTLED,
    /** At the end of a transaction something is due to an account. */
    NOT_TAKEN,
    /** Operators say who gets the protocol's part. */
    NOT_AN_OPERATOR,
    /** There is no such account. */
    NO_SUCH_ACCOUNT,
    /** A price is between those of the first and the last tick. */
    NO_SUCH_PRICE,
    /** A range ends above where it begins, at ticks that can be ends. */
    NO_SUCH_RANGE,
    /** So much liquidity cannot end at one tick. */
    RANGE_FULL,
    /** The account provides nothing there. */
    NO_SUCH_POSITION,
    /** There is less liquidity than was asked for. */
    TOO_LITTLE_LIQUIDITY,
    /** The price would run out of all ranges. */
    PRICE_LIMIT,
    /** The cursor of a list is not where a page ended. */
    INVALID_CURSOR
}
