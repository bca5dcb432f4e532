package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** What is put into a pool for shares, and what is taken out for them. */
final class Providing {
    private Providing() {}

    /**
     * What a deposit comes to.
     *
     * @param shares for the account
     * @param locked shares that nobody gets
     */
    record Deposited(Amount amount0, Amount amount1, Amount shares, Amount locked) {}

    /** What a withdrawal comes to. */
    record Withdrawn(Amount amount0, Amount amount1, Amount shares) {}

    /** Of the first deposit, all; of a later one, as much of both as fits the reserves. */
    static Deposited deposit(Reading reading, ProductPool pool, U256 most0, U256 most1) {
        boolean fits =
                most0.compareTo(ConstantProduct.MAX_RESERVE) <= 0 && most1.compareTo(ConstantProduct.MAX_RESERVE) <= 0;
        Requirements.room(reading, pool, pool.asset0(), fits);
        return pool.isEmpty() ? first(reading, pool, most0, most1) : next(reading, pool, most0, most1);
    }

    private static Deposited first(Reading reading, ProductPool pool, U256 amount0, U256 amount1) {
        U256 all = ConstantProduct.firstShares(amount0, amount1);
        U256 locked = ConstantProduct.MINIMUM_LIQUIDITY;
        Requirements.large(reading, pool, all.compareTo(locked) > 0);
        return new Deposited(
                amount0.toAmount(), amount1.toAmount(), all.minus(locked).toAmount(), locked.toAmount());
    }

    /**
     * Only what the shares cost is taken: not what is given of one asset beyond what fits the other, and nothing that rounding would
     * give to those who are there already, however little of an asset they have left there.
     */
    private static Deposited next(Reading reading, ProductPool pool, U256 most0, U256 most1) {
        U256 reserve0 = U256.of(pool.reserve0());
        U256 reserve1 = U256.of(pool.reserve1());
        U256 supply = U256.of(pool.supply());
        U256 shares = ConstantProduct.shares(most0, most1, reserve0, reserve1, supply);
        Requirements.large(reading, pool, !shares.isZero());
        return new Deposited(
                ConstantProduct.cost(shares, reserve0, supply).toAmount(),
                ConstantProduct.cost(shares, reserve1, supply).toAmount(),
                shares.toAmount(),
                Amount.ZERO);
    }

    /** The pool with what was put in; refuses if it has no room for it. */
    static ProductPool after(Reading reading, ProductPool pool, Deposited part) {
        U256 after0 = U256.of(pool.reserve0()).plus(U256.of(part.amount0()));
        U256 after1 = U256.of(pool.reserve1()).plus(U256.of(part.amount1()));
        return pool.with(
                Requirements.reserve(reading, pool, pool.asset0(), after0),
                Requirements.reserve(reading, pool, pool.asset1(), after1),
                pool.supply().plus(part.shares()).plus(part.locked()));
    }

    /** Makes the shares, and reports it. */
    static void mint(Execution execution, ProductPool after, Deposited part) {
        if (!part.locked().isZero()) {
            execution.mint(Vault.HOLDER, after.share(), part.locked());
        }
        execution.mint(Party.account(execution.caller()), after.share(), part.shares());
        execution.emit(Reports.DEPOSITED, told(execution, after, part.amount0(), part.amount1(), part.shares()));
    }

    /** Of both assets what shares are worth; refuses if there are not so many. */
    static Withdrawn withdraw(Reading reading, ProductPool pool, Amount shares) {
        Requirements.something(reading, shares);
        reading.require(
                shares.compareTo(pool.supply()) <= 0,
                Failures.NOT_SO_MUCH,
                Failures.notSoMuch(pool.name(), pool.share(), U256.of(pool.supply()), U256.of(shares)));
        U256 supply = U256.of(pool.supply());
        Amount amount0 = ConstantProduct.worth(U256.of(shares), U256.of(pool.reserve0()), supply)
                .toAmount();
        Amount amount1 = ConstantProduct.worth(U256.of(shares), U256.of(pool.reserve1()), supply)
                .toAmount();
        Requirements.large(reading, pool, !amount0.isZero() && !amount1.isZero());
        return new Withdrawn(amount0, amount1, shares);
    }

    static ProductPool after(ProductPool pool, Withdrawn part) {
        return pool.with(
                pool.reserve0().minus(part.amount0()),
                pool.reserve1().minus(part.amount1()),
                pool.supply().minus(part.shares()));
    }

    /** Burns the shares, and reports it. */
    static void burn(Execution execution, ProductPool after, Withdrawn part) {
        execution.burn(Party.account(execution.caller()), after.share(), part.shares());
        execution.emit(Reports.WITHDRAWN, told(execution, after, part.amount0(), part.amount1(), part.shares()));
    }

    private static Values told(Execution execution, ProductPool pool, Amount amount0, Amount amount1, Amount shares) {
        return Caller.in(
                execution,
                pool.show().with(Terms.AMOUNT_0.is(amount0), Terms.AMOUNT_1.is(amount1), Terms.SHARES.is(shares)));
    }
}
