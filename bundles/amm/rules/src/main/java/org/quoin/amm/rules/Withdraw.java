package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Takes shares out of a pool: of both assets what they are worth. */
final class Withdraw extends Operation {
    Withdraw() {
        super(
                "withdraw",
                1,
                Schema.of(
                        Terms.POOL,
                        Terms.SHARE,
                        Terms.SHARES,
                        Terms.ASSET_0,
                        Terms.MIN_0,
                        Terms.ASSET_1,
                        Terms.MIN_1,
                        Terms.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Requirements.inTime(execution, input);
        ProductPool pool = Pools.product(execution, input.get(Terms.POOL));
        Assets.require(execution, pool, input);
        Amount shares = input.get(Terms.SHARES);
        Requirements.something(execution, shares);
        execution.require(
                shares.compareTo(pool.supply()) <= 0,
                Failures.NOT_SO_MUCH,
                Failures.notSoMuch(pool.name(), pool.share(), U256.of(pool.supply()), U256.of(shares)));
        U256 supply = U256.of(pool.supply());
        Amount amount0 = ConstantProduct.worth(U256.of(shares), U256.of(pool.reserve0()), supply)
                .toAmount();
        Amount amount1 = ConstantProduct.worth(U256.of(shares), U256.of(pool.reserve1()), supply)
                .toAmount();
        Requirements.large(execution, pool, !amount0.isZero() && !amount1.isZero());
        Amount left = pool.supply().minus(shares);
        Values known = input.with(
                Terms.ACCOUNT.is(execution.caller()),
                Terms.AMOUNT_0.is(amount0),
                Terms.AMOUNT_1.is(amount1),
                Terms.SUPPLY.is(left));
        execution.require(
                amount0.compareTo(input.get(Terms.MIN_0)) >= 0 && amount1.compareTo(input.get(Terms.MIN_1)) >= 0,
                Failures.TOO_LITTLE_BACK,
                known);

        execution.burn(Party.account(execution.caller()), pool.share(), shares);
        Vault.give(execution, pool.asset0(), amount0);
        Vault.give(execution, pool.asset1(), amount1);
        Pools.put(
                execution,
                pool.with(pool.reserve0().minus(amount0), pool.reserve1().minus(amount1), left));
        execution.emit(Reports.WITHDRAWN, known);
    }
}
