package org.quoin.ledger.core.node;

import java.time.Duration;

/** How fast a queue empties while there is something in it. Times are in nanoseconds of one clock. */
final class DrainRate {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long WINDOW = Duration.ofMillis(250).toNanos();

    /** A second; assumed until something was measured. */
    private static final double FIRST_GUESS = 5_000;

    private double perSecond = FIRST_GUESS;
    private long since;
    private long drained;

    DrainRate(long now) {
        since = now;
    }

    /** The queue was empty and is no longer: idle time says nothing about the rate. */
    void busyFrom(long now) {
        since = now;
        drained = 0;
    }

    void drained(int number, long now) {
        drained += number;
        if (now - since >= WINDOW) {
            perSecond = measured(now);
            busyFrom(now);
        }
    }

    /** How long so many will take at the present rate, within bounds. */
    Duration timeFor(int number, long now) {
        double rate = now - since >= WINDOW ? measured(now) : perSecond;
        double seconds = rate > 0 ? number / rate : Double.POSITIVE_INFINITY;
        if (seconds >= LONGEST.toSeconds()) {
            return LONGEST;
        }
        Duration time = Duration.ofMillis((long) Math.ceil(seconds * 1_000));
        return time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
    }

    private double measured(long now) {
        return drained * 1e9 / (now - since);
    }
}
