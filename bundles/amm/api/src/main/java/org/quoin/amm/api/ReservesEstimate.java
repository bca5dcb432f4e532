package org.quoin.amm.api;

import org.quoin.ledger.api.description.Values;

/**
 * Of a pool whose product no swap lowers.
 *
 * @param kept of what comes in, after the fee: 0 to 1
 */
record ReservesEstimate(String name, String asset0, String asset1, double reserve0, double reserve1, double kept)
        implements PoolEstimate {
    static ReservesEstimate of(Values pool) {
        return new ReservesEstimate(
                pool.text("pool"),
                pool.text("asset0"),
                pool.text("asset1"),
                pool.units("reserve0").doubleValue(),
                pool.units("reserve1").doubleValue(),
                1 - pool.number("fee") / 1e6);
    }

    @Override
    public double out(boolean zeroIn, double in) {
        double counted = in * kept;
        return counted * (zeroIn ? reserve1 : reserve0) / ((zeroIn ? reserve0 : reserve1) + counted);
    }

    @Override
    public double in(boolean zeroOut, double out) {
        double has = zeroOut ? reserve0 : reserve1;
        return out >= has ? Double.POSITIVE_INFINITY : (zeroOut ? reserve1 : reserve0) * out / ((has - out) * kept);
    }
}
