package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.U256;

/** Of a pool whose product it does not lower. */
record ProductTrade(ProductPool pool, String assetIn, U256 in, U256 out) implements Trade {
    /** {@code whole · reserveIn / (reserveIn + in·φ)}. */
    @Override
    public U256 atPrice(U256 whole) {
        U256 reserve = pool.reserve(assetIn).times(U256.of(ConstantProduct.MILLION));
        U256 counted = in.times(U256.of(ConstantProduct.MILLION - pool.fee()));
        return U256.mulDiv(whole, reserve, reserve.plus(counted));
    }

    @Override
    public void write(Execution execution) {
        Pools.put(execution, pool.swapped(assetIn, in.toAmount(), out.toAmount()));
    }
}
