package org.quoin.ledger.testkit.bench;

/**
 * What some work took.
 *
 * @param count how often something was done
 * @param nanos by the clock
 * @param cpu nanoseconds of all threads of this process together
 */
public record Timed(long count, long nanos, long cpu) {
    /** Work that may fail, or be interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public static Timed of(long count, Work work) throws Exception {
        long cpu = processCpu();
        long start = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - start;
        return new Timed(count, nanos, processCpu() - cpu);
    }

    Timed plus(Timed other) {
        return new Timed(count + other.count, nanos + other.nanos, cpu + other.cpu);
    }

    public double perSecond() {
        return count * 1e9 / nanos;
    }

    /** Microseconds of the processors for each. */
    double cpuEach() {
        return cpu / 1e3 / count;
    }

    double seconds() {
        return nanos / 1e9;
    }

    @Override
    public String toString() {
        return String.format("%.0f/s, %.2f us of CPU each, in %.2f s", perSecond(), cpuEach(), seconds());
    }

    private static long processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
