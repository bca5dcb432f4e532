package org.quoin.amm.rules;

import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;

/** Moves what a swap comes to: from the caller to the first pool, from pool to pool, and from the last one to the caller. */
final class Swapping {
    private Swapping() {}

    /** Looks whether each pool of a route takes what would come into it. */
    static void requireRoom(Reading reading, Route route, List<U256> amounts) {
        for (int hop = 0; hop < route.pools().size(); hop++) {
            Pool pool = route.pools().get(hop);
            String asset = route.assets().get(hop);
            U256 after = pool.reserve(asset).plus(amounts.get(hop));
            Requirements.room(reading, pool, asset, after.compareTo(ConstantProduct.MAX_RESERVE) <= 0);
        }
    }

    /** @param amounts at each end of the route's pools, within what its first and last may be */
    static void run(Execution execution, Route route, List<U256> amounts) {
        requireRoom(execution, route, amounts);
        Party from = Party.account(execution.caller());
        List<Pool> pools = route.pools();
        for (int hop = 0; hop < pools.size(); hop++) {
            Pool pool = pools.get(hop);
            String assetIn = route.assets().get(hop);
            String assetOut = route.assets().get(hop + 1);
            Amount in = amounts.get(hop).toAmount();
            Amount out = amounts.get(hop + 1).toAmount();
            execution.transfer(from, pool.holder(), assetIn, in);
            Pools.put(execution, pool.swapped(assetIn, in, out));
            execution.emit(
                    Reports.SWAPPED,
                    Terms.POOL.is(pool.name()),
                    Terms.ACCOUNT.is(execution.caller()),
                    Terms.ASSET_IN.is(assetIn),
                    Terms.IN.is(in),
                    Terms.ASSET_OUT.is(assetOut),
                    Terms.OUT.is(out));
            from = pool.holder();
        }
        execution.transfer(
                from,
                Party.account(execution.caller()),
                route.assets().get(pools.size()),
                amounts.get(pools.size()).toAmount());
    }
}
