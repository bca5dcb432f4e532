package org.quoin.amm.api;

/**
 * A pool, as near as one can tell without asking the rules: two reserves whose product stays.
 *
 * @param kept of what comes in, after the fee: 0 to 1
 */
record PoolEstimate(String name, String asset0, String asset1, double reserve0, double reserve1, double kept) {
    String other(String asset) {
        return asset.equals(asset0) ? asset1 : asset0;
    }

    double out(String assetIn, double in) {
        boolean zeroIn = assetIn.equals(asset0);
        double counted = in * kept;
        return counted * (zeroIn ? reserve1 : reserve0) / ((zeroIn ? reserve0 : reserve1) + counted);
    }

    /** Infinite if so much cannot come out. */
    double in(String assetOut, double out) {
        boolean zeroOut = assetOut.equals(asset0);
        double has = zeroOut ? reserve0 : reserve1;
        return out >= has ? Double.POSITIVE_INFINITY : (zeroOut ? reserve1 : reserve0) * out / ((has - out) * kept);
    }
}
