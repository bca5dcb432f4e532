package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/**
 * Puts as much of both assets into a pool as fits its reserves, at most what is given of each, for shares of it. The first deposit is
 * taken whole, and sets the price.
 */
final class Deposit extends Operation {
    Deposit() {
        super(
                "deposit",
                1,
                Schema.of(
                        Terms.POOL,
                        Terms.ASSET_0,
                        Terms.AMOUNT_0,
                        Terms.ASSET_1,
                        Terms.AMOUNT_1,
                        Terms.SHARE,
                        Terms.MIN_SHARES,
                        Terms.DEADLINE));
    }

    /**
     * What a deposit comes to.
     *
     * @param shares for the account
     * @param locked shares that nobody gets
     */
    private record Part(U256 amount0, U256 amount1, U256 shares, U256 locked) {}

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool pool = Pools.product(execution, input.get(Terms.POOL));
        Assets.require(execution, pool, input);
        Requirements.something(execution, input.get(Terms.AMOUNT_0));
        Requirements.something(execution, input.get(Terms.AMOUNT_1));
        U256 most0 = U256.of(input.get(Terms.AMOUNT_0));
        U256 most1 = U256.of(input.get(Terms.AMOUNT_1));
        U256 reserve0 = U256.of(pool.reserve0());
        U256 reserve1 = U256.of(pool.reserve1());
        boolean fits =
                most0.compareTo(ConstantProduct.MAX_RESERVE) <= 0 && most1.compareTo(ConstantProduct.MAX_RESERVE) <= 0;
        Requirements.room(execution, pool, pool.asset0(), fits);
        Part part = pool.supply().isZero() ? first(execution, pool, most0, most1) : next(execution, pool, most0, most1);

        Amount amount0 = part.amount0().toAmount();
        Amount amount1 = part.amount1().toAmount();
        Amount shares = part.shares().toAmount();
        Values known = input.with(
                Terms.ACCOUNT.is(execution.caller()),
                Terms.AMOUNT_0.is(amount0),
                Terms.AMOUNT_1.is(amount1),
                Terms.SHARES.is(shares));
        execution.require(shares.compareTo(input.get(Terms.MIN_SHARES)) >= 0, Failures.TOO_FEW_SHARES, known);
        Amount supply = pool.supply().plus(shares).plus(part.locked().toAmount());
        ProductPool after = pool.with(
                Requirements.reserve(execution, pool, pool.asset0(), reserve0.plus(part.amount0())),
                Requirements.reserve(execution, pool, pool.asset1(), reserve1.plus(part.amount1())),
                supply);

        Vault.take(execution, pool.asset0(), amount0);
        Vault.take(execution, pool.asset1(), amount1);
        if (!part.locked().isZero()) {
            execution.mint(Vault.HOLDER, pool.share(), part.locked().toAmount());
        }
        execution.mint(Party.account(execution.caller()), pool.share(), shares);
        Pools.put(execution, after);
        execution.emit(Reports.DEPOSITED, known.with(Terms.SUPPLY.is(supply)));
    }

    private static Part first(Execution execution, ProductPool pool, U256 amount0, U256 amount1) {
        U256 all = ConstantProduct.firstShares(amount0, amount1);
        U256 locked = ConstantProduct.MINIMUM_LIQUIDITY;
        Requirements.large(execution, pool, all.compareTo(locked) > 0);
        return new Part(amount0, amount1, all.minus(locked), locked);
    }

    /**
     * Only what the shares cost is taken: not what is given of one asset beyond what fits the other, and nothing that rounding would
     * give to those who are there already, however little of an asset they have left there.
     */
    private static Part next(Execution execution, ProductPool pool, U256 most0, U256 most1) {
        U256 reserve0 = U256.of(pool.reserve0());
        U256 reserve1 = U256.of(pool.reserve1());
        U256 supply = U256.of(pool.supply());
        U256 shares = ConstantProduct.shares(most0, most1, reserve0, reserve1, supply);
        Requirements.large(execution, pool, !shares.isZero());
        return new Part(
                ConstantProduct.cost(shares, reserve0, supply),
                ConstantProduct.cost(shares, reserve1, supply),
                shares,
                U256.ZERO);
    }
}
