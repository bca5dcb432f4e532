package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;

/** Something that is measured beside a baseline. {@link Bench} finds it as a service of {@link java.util.ServiceLoader}. */
public interface Benchmark {
    /**
     * What was measured.
     *
     * @param value in {@code unit}
     * @param baseline in the same unit, from the same run
     */
    record Figures(double value, String unit, double baseline) {
        public double ratio() {
            return value / baseline;
        }
    }

    /** What it is asked for by, and its file is called. */
    String name();

    /** @param directory empty, for what the benchmark writes */
    Figures run(Path directory) throws Exception;
}
