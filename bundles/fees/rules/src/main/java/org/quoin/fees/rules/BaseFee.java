package org.quoin.fees.rules;

import org.quoin.rules.U256;

/** How a price follows demand, as EIP-1559 has it: integers alone, every quotient rounded down, from left to right. */
final class BaseFee {
    /** The highest price. */
    static final long CEILING = 1L << 62;

    /** How much a limit is of its target. */
    static final long ELASTICITY = 2;

    /** A price moves by at most one part of so many. */
    private static final long DENOMINATOR = 8;

    private BaseFee() {}

    /**
     * The price after a period.
     *
     * @param base the price in that period, 0 or more
     * @param used in that period, 0 to the limit
     * @param limit at least {@value #ELASTICITY}
     */
    static long next(long base, long used, long limit) {
        long target = limit / ELASTICITY;
        if (used == target) {
            return base;
        }
        if (used > target) {
            return Math.addExact(base, Math.max(share(base, used - target, target), 1));
        }
        return base - share(base, target - used, target);
    }

    /**
     * The same between two bounds. A price that is below a minimum that was raised meanwhile climbs to it as if demand were at its highest.
     *
     * @param minimum at least 8: at 7 or less, the rule of EIP-1559 never lowers a price
     */
    static long next(long base, long used, long limit, long minimum) {
        long next = Math.min(next(base, Math.min(used, limit), limit), CEILING);
        return Math.max(next, Math.min(minimum, base + Math.max(base / DENOMINATOR, 1)));
    }

    private static long share(long base, long away, long target) {
        long product = away == target
                ? base
                : Math.multiplyHigh(base, away) == 0 && base * away >= 0
                        ? base * away / target
                        : U256.mulDiv(U256.of(base), U256.of(away), U256.of(target))
                                .toLong();
        return product / DENOMINATOR;
    }
}
