package org.quoin.host.gateway.servlet;

import java.time.Duration;
import java.util.Set;

/**
 * What a client may send and how long it may take.
 *
 * @param body most bytes of a body
 * @param largeBody most bytes of a body at one of {@code largePaths}, which may also be of {@code application/octet-stream}
 * @param bodies most bytes of all bodies and answers that are held at one time; beyond it no further body is begun
 * @param target most characters of path and query
 * @param reading how slowly a body may come
 * @param writing how slowly an answer may be taken
 * @param stall how long an answer without an end may not be taken at all
 * @param threads that run handlers
 * @param waiting most requests that wait for such a thread
 */
public record Limits(
        int body,
        int largeBody,
        Set<String> largePaths,
        long bodies,
        int target,
        Pace reading,
        Pace writing,
        Duration stall,
        int threads,
        int waiting) {

    /**
     * The longest that something may take.
     *
     * @param grace whatever its size
     * @param bytesPerSecond beside it
     */
    public record Pace(Duration grace, int bytesPerSecond) {
        /** In nanoseconds. */
        long allowed(long bytes) {
            return grace.toNanos() + bytes * 1_000_000_000L / bytesPerSecond;
        }
    }

    /** Those of a node that nobody has set otherwise. */
    public static Limits standard() {
        return new Limits(
                1024 * 1024,
                8 * 1024 * 1024,
                Set.of("/api/v1/transactions/batch", "/api/v1/modules"),
                Math.max(32L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8),
                4096,
                new Pace(Duration.ofSeconds(10), 1024),
                new Pace(Duration.ofSeconds(30), 16 * 1024),
                Duration.ofSeconds(60),
                Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
                1024);
    }

    int bodyAt(String path) {
        return largePaths.contains(path) ? largeBody : body;
    }
}
