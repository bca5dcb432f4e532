package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Failure;
import org.quoin.rules.Field;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** How an operation on pools can fail. */
final class Failures {
    static final Field<String> ASSET = Terms.ASSET;
    static final Field<Amount> RESERVE = Field.amount("reserve", ASSET);
    static final Field<Amount> AMOUNT = Terms.AMOUNT;
    static final Field<String> EXISTING = Field.text("existing", Terms.MAX_NAME);

    static final Failure EXPIRED = Failure.of(
            "EXPIRED",
            "It is {time}, after the deadline {deadline}: look at the pool again, and submit it anew.",
            Terms.TIME,
            Terms.DEADLINE);

    static final Failure IDENTICAL_ASSETS = Failure.of(
            "IDENTICAL_ASSETS", "A pool is of two assets, and both of these are {asset0}: change one.", Terms.ASSET_0);

    static final Failure NO_SUCH_ASSET =
            Failure.of("NO_SUCH_ASSET", "There is no asset {asset}: ledger:assets lists those that there are.", ASSET);

    static final Failure FEE_OUT_OF_RANGE = Failure.of(
            "FEE_OUT_OF_RANGE",
            "The fee of a pool is 100, 500, 3000 or 10000 millionths, not {fee}: change it.",
            Terms.FEE);

    static final Failure POOL_EXISTS = Failure.of(
            "POOL_EXISTS",
            "The pool {existing} is of these assets and this fee, or has this name: deposit there, or change the fee or the name.",
            EXISTING);

    static final Failure UNKNOWN_POOL =
            Failure.of("UNKNOWN_POOL", "There is no pool {pool}: amm:pools lists those that there are.", Terms.POOL);

    static final Failure WRONG_KIND = Failure.of(
            "WRONG_KIND",
            "The pool {pool} is of another kind, and this is not for it: look at it with amm:pool.",
            Terms.POOL);

    static final Failure NO_ROUTE =
            Failure.of("NO_ROUTE", "A swap goes through at least one pool: name it, or let amm:quote find a route.");

    static final Failure NOT_IN_POOL = Failure.of(
            "NOT_IN_POOL",
            "The pool {pool} is of {asset0} and {asset1}, and the route comes to it with {asset}: change the route.",
            Terms.POOL,
            Terms.ASSET_0,
            Terms.ASSET_1,
            ASSET);

    static final Failure TWICE =
            Failure.of("TWICE", "The route goes through the pool {pool} twice: change the route.", Terms.POOL);

    static final Failure WRONG_END = Failure.of(
            "WRONG_END",
            "The route ends with {asset}, and {assetOut} was asked for: change the route.",
            ASSET,
            Terms.ASSET_OUT);

    static final Failure NO_AMOUNT = Failure.of("NO_AMOUNT", "An amount is nothing: give one that is more than zero.");

    static final Failure POOL_EMPTY =
            Failure.of("POOL_EMPTY", "The pool {pool} has nothing yet: deposit into it first.", Terms.POOL);

    static final Failure POOL_FULL = Failure.of(
            "POOL_FULL",
            "The pool {pool} would have 2^112 units of {asset} or more, which is more than a pool takes: make it less.",
            Terms.POOL,
            ASSET);

    static final Failure TOO_SMALL = Failure.of(
            "TOO_SMALL",
            "That is too little for the pool {pool}: it would be rounded to nothing. Make it more.",
            Terms.POOL);

    static final Failure NOT_SO_MUCH = Failure.of(
            "NOT_SO_MUCH",
            "The pool {pool} has {reserve} {asset}, and {amount} {asset} cannot come out of it: ask for less.",
            Terms.POOL,
            ASSET,
            RESERVE,
            AMOUNT);

    static final Failure TOO_LITTLE_OUT = Failure.of(
            "TOO_LITTLE_OUT",
            "would receive {amountOut} {assetOut}, you asked for at least {minOut} {assetOut}: quote again, or accept less.",
            Terms.ASSET_OUT,
            Terms.OUT,
            Terms.MIN_OUT);

    static final Failure TOO_MUCH_IN = Failure.of(
            "TOO_MUCH_IN",
            "would take {amountIn} {assetIn}, you offered at most {maxIn} {assetIn}: quote again, or offer more.",
            Terms.ASSET_IN,
            Terms.IN,
            Terms.MAX_IN);

    static final Failure TOO_FEW_SHARES = Failure.of(
            "TOO_FEW_SHARES",
            "would receive {shares} {shareAsset}, you asked for at least {minShares} {shareAsset}: look at the pool again, or"
                    + " accept less.",
            Terms.SHARE,
            Terms.SHARES,
            Terms.MIN_SHARES);

    static final Failure TOO_LITTLE_BACK = Failure.of(
            "TOO_LITTLE_BACK",
            "would receive {amount0} {asset0} and {amount1} {asset1}, you asked for at least {min0} {asset0} and {min1}"
                    + " {asset1}: look at the pool again, or accept less.",
            Terms.ASSET_0,
            Terms.ASSET_1,
            Terms.AMOUNT_0,
            Terms.AMOUNT_1,
            Terms.MIN_0,
            Terms.MIN_1);

    static final Failure NOT_THERE = Failure.of(
            "NOT_THERE",
            "The pools have {reserve} {asset} in all just now, and {amount} {asset} cannot come out of them: ask for less, or have"
                    + " what is lent paid back first.",
            ASSET,
            RESERVE,
            AMOUNT);

    static final Failure TOO_MUCH_OPEN = Failure.of(
            "TOO_MUCH_OPEN", "More than 24 accounts and assets are open at once: settle some of them first.");

    static final Failure TOO_LITTLE_DUE = Failure.of(
            "TOO_LITTLE_DUE",
            "would receive {amount} {asset}, you asked for at least {least} {asset}: quote again, or accept less.",
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.LEAST);

    static final Failure NOTHING_OWED = Failure.of(
            "NOTHING_OWED", "{account} owes the pools no {asset}: leave the payment out.", Caller.NAME, Terms.ASSET);

    static final Failure TOO_MUCH_OWED = Failure.of(
            "TOO_MUCH_OWED",
            "would take {amount} {asset}, you offered at most {most} {asset}: quote again, or offer more.",
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.MOST);

    static final Failure NOT_SETTLED = Failure.of(
            "NOT_SETTLED",
            "At the end of the transaction {account} owes the pools {amount} {asset}: settle that within it.",
            Caller.NAME,
            ASSET,
            AMOUNT);

    static final Failure NOT_TAKEN = Failure.of(
            "NOT_TAKEN",
            "At the end of the transaction {amount} {asset} are due to {account}: take them within it.",
            Caller.NAME,
            ASSET,
            AMOUNT);

    static final Failure NOT_AN_OPERATOR = Failure.of(
            "NOT_AN_OPERATOR",
            "{account} is no operator of this ledger, and operators say who gets the protocol's part: ask one.",
            Caller.NAME);

    static final Failure NO_SUCH_ACCOUNT =
            Failure.of("NO_SUCH_ACCOUNT", "There is no account {account}: create it first.", Terms.ACCOUNT);

    static final Failure NO_SUCH_PRICE = Failure.of(
            "NO_SUCH_PRICE",
            "The pool {pool} cannot be at such a price: change it to one between those of ticks -887272 and"
                    + " 887272.",
            Terms.POOL);

    static final Failure NO_SUCH_RANGE = Failure.of(
            "NO_SUCH_RANGE",
            "A range of {pool} goes from a tick up to a higher one, both multiples of {spacing} and within 887272 of tick 0: change"
                    + " it.",
            Terms.POOL,
            Terms.SPACING);

    static final Failure RANGE_FULL = Failure.of(
            "RANGE_FULL", "At a tick, the pool {pool} takes no more liquidity than that: make it less.", Terms.POOL);

    static final Failure NO_SUCH_POSITION = Failure.of(
            "NO_SUCH_POSITION",
            "{account} provides nothing to {pool} in this range: look at the positions there are.",
            Caller.NAME,
            Terms.POOL);

    static final Failure TOO_LITTLE_LIQUIDITY = Failure.of(
            "TOO_LITTLE_LIQUIDITY",
            "In the pool {pool} that is less liquidity than was asked for: look at it again, or ask for less.",
            Terms.POOL);

    static final Failure PRICE_LIMIT = Failure.of(
            "PRICE_LIMIT",
            "The pool {pool} takes {amount} {asset} at most, where nobody provides beyond: swap less.",
            Terms.POOL,
            ASSET,
            AMOUNT);

    private Failures() {}

    static Values notInPool(Pool pool, String asset) {
        return Values.of(
                Terms.POOL.is(pool.name()),
                Terms.ASSET_0.is(pool.asset0()),
                Terms.ASSET_1.is(pool.asset1()),
                ASSET.is(asset));
    }

    /** @param has what can come out of it, at most */
    static Values notSoMuch(String pool, String asset, U256 has, U256 wanted) {
        return Values.of(
                Terms.POOL.is(pool), ASSET.is(asset), RESERVE.is(has.toAmount()), AMOUNT.is(wanted.toAmount()));
    }

    static Values notThere(String asset, Amount has, Amount wanted) {
        return Values.of(ASSET.is(asset), RESERVE.is(has), AMOUNT.is(wanted));
    }
}
