package org.quoin.host.gateway.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets, one for each client: each holds what may be taken in one second, and fills at that rate. Of the clients only the
 * latest are remembered; one that is forgotten begins anew.
 */
final class TokenBuckets {
    private static final double NANOSECONDS = 1e9;

    private final int most;
    private final LongSupplier clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param most clients remembered
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    TokenBuckets(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * @param granted whether the tokens were taken
     * @param left after it, at least 0
     * @param seconds until as many are there; 0 if granted
     */
    record Taken(boolean granted, long left, double seconds) {}

    /** @param tokens more than a bucket holds may be taken when it is full: it then fills up for as long as they are worth */
    synchronized Taken take(String client, double rate, int tokens) {
        long now = clock.getAsLong();
        double capacity = Math.max(1, rate);
        Bucket bucket = buckets.computeIfAbsent(client, none -> new Bucket(capacity, now));
        bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) * rate / NANOSECONDS);
        bucket.at = now;
        forgetOldest();
        double needed = Math.min(tokens, capacity);
        if (bucket.tokens < needed) {
            return new Taken(false, (long) Math.max(0, bucket.tokens), (needed - bucket.tokens) / rate);
        }
        bucket.tokens -= tokens;
        return new Taken(true, (long) Math.max(0, bucket.tokens), 0);
    }

    synchronized int size() {
        return buckets.size();
    }

    private void forgetOldest() {
        while (buckets.size() > most) {
            var oldest = buckets.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static final class Bucket {
        double tokens;
        long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }
}
