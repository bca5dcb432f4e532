package org.quoin.ledger.testkit.bench;

import java.util.Arrays;

/** Durations in nanoseconds, in order. */
public final class Distribution {
    private static final double NANOS_IN_MILLI = 1e6;

    private final long[] sorted;

    /** @param nanos one or more */
    public Distribution(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /**
     * The shortest duration, in milliseconds, that no more than a part of all exceed.
     *
     * @param part of all that it covers, above 0 and at most 1: 0.99 for p99
     */
    public double millis(double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(1, rank) - 1] / NANOS_IN_MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                "p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, longest %.3f ms, of %,d",
                millis(0.5), millis(0.99), millis(0.999), millis(1), sorted.length);
    }
}
