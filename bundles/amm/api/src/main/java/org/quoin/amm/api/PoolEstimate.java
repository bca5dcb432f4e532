package org.quoin.amm.api;

/** A pool, as near as one can tell without asking the rules: their formulas, in floating point. */
interface PoolEstimate {
    String name();

    String asset0();

    String asset1();

    default String other(String asset) {
        return asset.equals(asset0()) ? asset1() : asset0();
    }

    /**
     * What comes out for an amount; zero if it cannot come in.
     *
     * @param zeroIn whether asset 0 comes in
     */
    double out(boolean zeroIn, double in);

    /** What must come in; infinite if so much cannot come out. */
    double in(boolean zeroOut, double out);
}
