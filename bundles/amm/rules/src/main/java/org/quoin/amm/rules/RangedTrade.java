package org.quoin.amm.rules;

import java.util.List;
import org.quoin.rules.Execution;
import org.quoin.rules.U256;

/**
 * Of a pool with ranges.
 *
 * @param after the pool, when it is made
 * @param crossed ends of ranges that it passes
 */
record RangedTrade(
        RangedPool pool, String assetIn, U256 in, U256 out, RangedPool after, List<SwapAcrossTicks.Crossing> crossed)
        implements Trade {
    private static final U256 MILLION = U256.of(ConstantProduct.MILLION);
    private static final U256 ONE = U256.ONE.shiftLeft(TickMath.RESOLUTION);

    /** {@code whole · out / (in·φ·p)}, with the price {@code p} of what comes in before the swap. */
    @Override
    public U256 atPrice(U256 whole) {
        U256 counted = U256.mulDiv(in, U256.of(ConstantProduct.MILLION - pool.fee()), MILLION);
        U256 price = pool.sqrtPrice();
        U256 most = assetIn.equals(pool.asset0())
                ? U256.mulDiv(U256.mulDiv(counted, price, ONE), price, ONE)
                : U256.mulDiv(U256.mulDiv(counted, ONE, price), ONE, price);
        return most.compareTo(out) <= 0 ? whole : U256.mulDiv(whole, out, most);
    }

    @Override
    public void write(Execution execution) {
        for (SwapAcrossTicks.Crossing crossing : crossed) {
            Ticks.cross(execution, pool.number(), crossing);
        }
        Pools.put(execution, after);
    }
}
