package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Creates a pool with ranges, with nothing in it, at a price. There is one for two assets and a fee. */
final class CreateRangedPool extends Operation {
    CreateRangedPool() {
        super("ranged-create", 1, Schema.of(Terms.POOL, Terms.ASSET_0, Terms.ASSET_1, Terms.FEE, Terms.SQRT_PRICE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        CreatePool.requireKind(execution, input);
        String name = input.get(Terms.POOL);
        String asset0 = input.get(Terms.ASSET_0);
        String asset1 = input.get(Terms.ASSET_1);
        long fee = input.get(Terms.FEE);
        Optional<String> like = Pools.like(execution, Pools.RANGED, asset0, asset1, fee);
        CreatePool.requireNew(execution, input, like);
        U256 sqrtPrice = Terms.wide(input.get(Terms.SQRT_PRICE));
        execution.require(
                sqrtPrice.compareTo(TickMath.MIN_SQRT_RATIO) >= 0 && sqrtPrice.compareTo(TickMath.MAX_SQRT_RATIO) < 0,
                Failures.NO_SUCH_PRICE,
                input);

        RangedPool pool = new RangedPool(
                name,
                Pools.nextNumber(execution),
                asset0,
                asset1,
                (int) fee,
                sqrtPrice,
                TickMath.tickAt(sqrtPrice),
                U256.ZERO,
                U256.ZERO,
                U256.ZERO,
                Amount.ZERO,
                Amount.ZERO);
        if (pool.number() == 1) {
            Vault.open(execution);
        }
        Pools.add(execution, pool, Pools.RANGED);
        execution.emit(Reports.RANGED_CREATED, pool.show());
    }
}
