package org.quoin.fees.rules;

/** How far a limit may move in one period, as EIP-1559 bounds the gas limit of a block. */
final class LimitBound {
    /** No limit is lower. */
    static final long MIN = 5_000;

    private static final long DENOMINATOR = 1_024;

    private LimitBound() {}

    /** Whether a limit may follow another: they differ by less than one part in 1,024. */
    static boolean allows(long parent, long limit) {
        return limit >= MIN && Math.abs(limit - parent) < parent / DENOMINATOR;
    }

    /**
     * The limit that comes nearest to a goal after so many periods.
     *
     * @param limit even, as every limit is: twice a target
     * @param goal even
     */
    static long towards(long limit, long goal, long periods) {
        long now = limit;
        for (long rest = periods; rest > 0 && now != goal; rest--) {
            long step = (now / DENOMINATOR - 1) & -2;
            now = goal > now ? Math.min(goal, now + step) : Math.max(goal, now - step);
        }
        return now;
    }
}
