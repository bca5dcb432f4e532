package org.quoin.amm.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Pools one after the other, and an estimate of what they do.
 *
 * @param pools at least one
 * @param start the asset that comes into the first
 */
record Path(List<PoolEstimate> pools, String start) {
    /** What comes out of the last pool if so much comes into the first. */
    double out(double in) {
        double amount = in;
        String asset = start;
        for (PoolEstimate pool : pools) {
            amount = pool.out(asset.equals(pool.asset0()), amount);
            asset = pool.other(asset);
        }
        return amount;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (PoolEstimate pool : pools) {
            names.add(pool.name());
        }
        return names;
    }
}
