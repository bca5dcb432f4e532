package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/**
 * Gives amounts to a pool, and so to all who have shares of it, for nothing. As after v2's {@code sync}, the price is then that of
 * what is there.
 */
final class Donate extends Operation {
    Donate() {
        super(
                "donate",
                1,
                Schema.of(Terms.POOL, Terms.ASSET_0, Terms.AMOUNT_0, Terms.ASSET_1, Terms.AMOUNT_1, Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool pool = Pools.product(execution, input.get(Terms.POOL));
        Assets.requireBoth(execution, pool, input);
        Amount amount0 = input.get(Terms.AMOUNT_0);
        Amount amount1 = input.get(Terms.AMOUNT_1);
        execution.require(!amount0.isZero() || !amount1.isZero(), Failures.NO_AMOUNT, Values.of());
        execution.require(!pool.supply().isZero(), Failures.POOL_EMPTY, Values.of(Terms.POOL.is(pool.name())));
        ProductPool after = pool.with(
                Requirements.reserve(
                        execution, pool, pool.asset0(), U256.of(pool.reserve0()).plus(U256.of(amount0))),
                Requirements.reserve(
                        execution, pool, pool.asset1(), U256.of(pool.reserve1()).plus(U256.of(amount1))),
                pool.supply());

        Vault.take(execution, pool.asset0(), amount0);
        Vault.take(execution, pool.asset1(), amount1);
        Pools.put(execution, after);
        execution.emit(Reports.DONATED, Caller.in(execution, input));
    }
}
