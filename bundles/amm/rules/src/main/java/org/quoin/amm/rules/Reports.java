package org.quoin.amm.rules;

import org.quoin.rules.Event;

/** What is reported of pools. */
final class Reports {
    static final Event POOL_CREATED =
            Event.of("pool-created", Terms.POOL, Terms.NUMBER, Terms.ASSET_0, Terms.ASSET_1, Terms.FEE, Terms.SHARE);

    /** The first deposit makes shares that nobody gets, too: the pool holds them. */
    static final Event DEPOSITED = Event.of(
            "deposited",
            Terms.POOL,
            Caller.ACCOUNT,
            Caller.AGREEMENT,
            Terms.ASSET_0,
            Terms.AMOUNT_0,
            Terms.ASSET_1,
            Terms.AMOUNT_1,
            Terms.SHARE,
            Terms.SHARES,
            Terms.SUPPLY);

    static final Event WITHDRAWN = Event.of(
            "withdrawn",
            Terms.POOL,
            Caller.ACCOUNT,
            Caller.AGREEMENT,
            Terms.ASSET_0,
            Terms.AMOUNT_0,
            Terms.ASSET_1,
            Terms.AMOUNT_1,
            Terms.SHARE,
            Terms.SHARES,
            Terms.SUPPLY);

    static final Event DONATED = Event.of(
            "donated",
            Terms.POOL,
            Caller.ACCOUNT,
            Caller.AGREEMENT,
            Terms.ASSET_0,
            Terms.AMOUNT_0,
            Terms.ASSET_1,
            Terms.AMOUNT_1);

    /** One for each pool of a route: what came into it and what went out of it. */
    static final Event SWAPPED = Event.of(
            "swapped",
            Terms.POOL,
            Caller.ACCOUNT,
            Caller.AGREEMENT,
            Terms.ASSET_IN,
            Terms.IN,
            Terms.ASSET_OUT,
            Terms.OUT);

    static final Event RANGED_CREATED = Event.of(
            "ranged-created",
            Terms.POOL,
            Terms.NUMBER,
            Terms.ASSET_0,
            Terms.ASSET_1,
            Terms.FEE,
            Terms.SQRT_PRICE,
            Terms.TICK);

    /** Fees that the position had earned are paid at once. */
    static final Event RANGED_DEPOSITED = ranged("ranged-deposited");

    static final Event RANGED_WITHDRAWN = ranged("ranged-withdrawn");

    private static Event ranged(String name) {
        return Event.of(
                name,
                Terms.POOL,
                Caller.ACCOUNT,
                Caller.AGREEMENT,
                Terms.LOWER,
                Terms.UPPER,
                Terms.LIQUIDITY,
                Terms.ASSET_0,
                Terms.AMOUNT_0,
                Terms.FEES_0,
                Terms.ASSET_1,
                Terms.AMOUNT_1,
                Terms.FEES_1);
    }

    /** New shares for the protocol. */
    static final Event PROTOCOL_PAID =
            Event.of("protocol-paid", Terms.POOL, Terms.ACCOUNT, Terms.SHARE, Terms.SHARES, Terms.SUPPLY);

    static final Event PROTOCOL_SET = Event.of("protocol-set", Terms.RECIPIENT);

    /** What the vault paid: due, or lent. */
    static final Event TAKEN = Event.of("taken", Caller.ACCOUNT, Caller.AGREEMENT, Terms.ASSET, Terms.AMOUNT);

    static final Event SETTLED = Event.of("settled", Caller.ACCOUNT, Caller.AGREEMENT, Terms.ASSET, Terms.AMOUNT);

    private Reports() {}
}
