package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Reading;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** What more than one operation asks for. */
final class Requirements {
    private Requirements() {}

    static void inTime(Execution execution, Values input) {
        execution.require(
                execution.time() <= input.get(Terms.DEADLINE),
                Failures.EXPIRED,
                input.with(Terms.TIME.is(execution.time())));
    }

    static void something(Reading reading, Amount amount) {
        reading.require(!amount.isZero(), Failures.NO_AMOUNT, Values.of());
    }

    /** That a pool has room for what it would have. */
    static Amount reserve(Reading reading, Pool pool, String asset, U256 units) {
        room(reading, pool, asset, units.compareTo(ConstantProduct.MAX_RESERVE) <= 0);
        return units.toAmount();
    }

    static void room(Reading reading, Pool pool, String asset, boolean enough) {
        reading.require(enough, Failures.POOL_FULL, Values.of(Terms.POOL.is(pool.name()), Failures.ASSET.is(asset)));
    }

    /** That what is rounded is not rounded to nothing. */
    static void large(Reading reading, Pool pool, boolean enough) {
        reading.require(enough, Failures.TOO_SMALL, Values.of(Terms.POOL.is(pool.name())));
    }
}
