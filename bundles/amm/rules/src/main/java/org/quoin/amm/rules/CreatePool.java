package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** Creates a pool, with nothing in it. There is one for two assets and a fee; who creates it has no more of it than others. */
final class CreatePool extends Operation {
    CreatePool() {
        super("pool-create", 1, Schema.of(Terms.POOL, Terms.ASSET_0, Terms.ASSET_1, Terms.FEE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        String name = input.get(Terms.POOL);
        String asset0 = input.get(Terms.ASSET_0);
        String asset1 = input.get(Terms.ASSET_1);
        long fee = input.get(Terms.FEE);
        requireKind(execution, input);
        requireNew(execution, input, Pools.like(execution, Pools.PRODUCT, asset0, asset1, fee));

        long number = Pools.nextNumber(execution);
        ProductPool pool = new ProductPool(
                name,
                number,
                asset0,
                asset1,
                (int) fee,
                Amount.ZERO,
                Amount.ZERO,
                Amount.ZERO,
                U256.ZERO,
                U256.ZERO,
                execution.time() / 1_000,
                U256.ZERO);
        if (number == 1) {
            Vault.open(execution);
        }
        execution.create(pool.share(), (execution.decimals(asset0) + execution.decimals(asset1)) / 2);
        Pools.add(execution, pool, Pools.PRODUCT);
        execution.emit(Reports.POOL_CREATED, pool.show());
    }

    /** That there can be a pool of these assets and this fee. */
    static void requireKind(Execution execution, Values input) {
        execution.require(!input.get(Terms.ASSET_0).equals(input.get(Terms.ASSET_1)), Failures.IDENTICAL_ASSETS, input);
        requireAsset(execution, input.get(Terms.ASSET_0));
        requireAsset(execution, input.get(Terms.ASSET_1));
        execution.require(isTier(input.get(Terms.FEE)), Failures.FEE_OUT_OF_RANGE, input);
    }

    /** @param like a pool of the same kind, if there is one */
    static void requireNew(Execution execution, Values input, Optional<String> like) {
        String name = input.get(Terms.POOL);
        boolean taken = like.isPresent() || Pools.hasName(execution, name);
        execution.require(
                !taken && !name.isEmpty(), Failures.POOL_EXISTS, input.with(Failures.EXISTING.is(like.orElse(name))));
    }

    /** In millionths: the tiers of Uniswap v3, its v2's among them. */
    private static boolean isTier(long fee) {
        return fee == 100 || fee == 500 || fee == 3_000 || fee == 10_000;
    }

    private static void requireAsset(Execution execution, String asset) {
        execution.require(execution.hasAsset(asset), Failures.NO_SUCH_ASSET, Values.of(Failures.ASSET.is(asset)));
    }
}
