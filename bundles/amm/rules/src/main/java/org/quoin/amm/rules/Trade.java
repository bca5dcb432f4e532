package org.quoin.amm.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.U256;

/** A swap through one pool, computed and not yet made. */
interface Trade {
    Pool pool();

    String assetIn();

    U256 in();

    U256 out();

    /**
     * How much less comes out than at the price before, beside the fee.
     *
     * @param whole what would come out at that price
     * @return what does of it, rounded down
     */
    U256 atPrice(U256 whole);

    /** Makes it: the pool is then as it is after the swap. */
    void write(Execution execution);
}
