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
            reading.require(pool.has(asset), Failures.NOT_IN_POOL, pool.show().with(Failures.ASSET.is(asset)));
            reading.require(!pool.supply().isZero(), Failures.POOL_EMPTY, Values.of(Terms.POOL.is(name)));
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

    /** What is there at each end of a pool, if so much comes in: the last is what comes out. */
    List<U256> forwards(Reading reading, U256 in) {
        List<U256> amounts = new ArrayList<>(List.of(in));
        for (int hop = 0; hop < pools.size(); hop++) {
            Pool pool = pools.get(hop);
            U256 out = ConstantProduct.out(
                    amounts.get(hop), pool.reserve(assets.get(hop)), pool.reserve(assets.get(hop + 1)), pool.fee());
            Requirements.large(reading, pool, !out.isZero());
            amounts.add(out);
        }
        return amounts;
    }

    /** The same, if so much is to come out: the first is what must come in. */
    List<U256> backwards(Reading reading, U256 out) {
        List<U256> amounts = new ArrayList<>();
        for (int end = 0; end <= pools.size(); end++) {
            amounts.add(out);
        }
        for (int hop = pools.size() - 1; hop >= 0; hop--) {
            Pool pool = pools.get(hop);
            U256 reserve = pool.reserve(assets.get(hop + 1));
            U256 needed = amounts.get(hop + 1);
            reading.require(
                    needed.compareTo(reserve) < 0,
                    Failures.NOT_SO_MUCH,
                    Values.of(
                            Terms.POOL.is(pool.name()),
                            Failures.ASSET.is(assets.get(hop + 1)),
                            Failures.RESERVE.is(reserve.toAmount()),
                            Failures.AMOUNT.is(needed.toAmount())));
            U256 in = ConstantProduct.in(needed, pool.reserve(assets.get(hop)), reserve, pool.fee());
            Requirements.room(reading, pool, assets.get(hop), in.compareTo(ConstantProduct.MAX_RESERVE) <= 0);
            amounts.set(hop, in);
        }
        return amounts;
    }
}
