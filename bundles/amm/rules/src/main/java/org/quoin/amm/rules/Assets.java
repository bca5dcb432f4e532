package org.quoin.amm.rules;

import org.quoin.rules.Reading;
import org.quoin.rules.Values;

/** What an operation calls the assets of a pool. */
final class Assets {
    private Assets() {}

    /** That they are those of the pool, in its order: so nobody mistakes one for another. */
    static void require(Reading reading, ProductPool pool, Values input) {
        requireBoth(reading, pool, input);
        requireShare(reading, pool, input.get(Terms.SHARE));
    }

    static void requireShare(Reading reading, ProductPool pool, String share) {
        check(reading, pool, share, pool.share());
    }

    /** That it is one of the pool's two. */
    static void requireOwn(Reading reading, Pool pool, String asset) {
        reading.require(pool.has(asset), Failures.NOT_IN_POOL, Failures.notInPool(pool, asset));
    }

    /** The same where no shares are spoken of. */
    static void requireBoth(Reading reading, Pool pool, Values input) {
        check(reading, pool, input.get(Terms.ASSET_0), pool.asset0());
        check(reading, pool, input.get(Terms.ASSET_1), pool.asset1());
    }

    private static void check(Reading reading, Pool pool, String given, String own) {
        reading.require(given.equals(own), Failures.NOT_IN_POOL, Failures.notInPool(pool, given));
    }
}
