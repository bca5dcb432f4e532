package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/**
 * Pools through which a swap goes, as they are before it.
 *
 * @param assets the one that comes in, and after each pool the one that comes out of it
 */
record Route(List<Pool> pools, List<String> assets) {
    /**
     * Finds the pools.
     *
     * @param end the asset that is to come out in the end
     */
    static Route of(Reading reading, List<String> names, String start, String end) {
        reading.require(!names.isEmpty(), Failures.NO_ROUTE, Values.of());
        List<Pool> pools = new ArrayList<>();
        List<String> assets = new ArrayList<>(List.of(start));
        String asset = start;
        for (String name : names) {
            Pool pool = Pools.find(reading, name);
            reading.require(pool.has(asset), Failures.NOT_IN_POOL, Failures.notInPool(pool, asset));
            reading.require(!pool.isEmpty(), Failures.POOL_EMPTY, Values.of(Terms.POOL.is(name)));
            for (Pool before : pools) {
                reading.require(!before.name().equals(name), Failures.TWICE, Values.of(Terms.POOL.is(name)));
            }
            asset = pool.other(asset);
            pools.add(pool);
            assets.add(asset);
        }
        reading.require(
                asset.equals(end), Failures.WRONG_END, Values.of(Failures.ASSET.is(asset), Terms.ASSET_OUT.is(end)));
        return new Route(pools, assets);
    }

    /** What each pool does if so much comes into the first. */
    List<Trade> forwards(Reading reading, U256 in) {
        List<Trade> trades = new ArrayList<>();
        U256 amount = in;
        for (int hop = 0; hop < pools.size(); hop++) {
            Trade trade = pools.get(hop).forwards(reading, assets.get(hop), amount);
            trades.add(trade);
            amount = trade.out();
        }
        return trades;
    }

    /** What each pool does if so much is to come out of the last. */
    List<Trade> backwards(Reading reading, U256 out) {
        List<Trade> last = new ArrayList<>();
        U256 amount = out;
        for (int hop = pools.size() - 1; hop >= 0; hop--) {
            Trade trade = pools.get(hop).backwards(reading, assets.get(hop + 1), amount);
            last.add(trade);
            amount = trade.in();
        }
        List<Trade> trades = new ArrayList<>();
        for (int i = last.size() - 1; i >= 0; i--) {
            trades.add(last.get(i));
        }
        return trades;
    }
}
