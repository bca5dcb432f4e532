package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;

/** Something that is measured beside a baseline. */
interface Benchmark {
    /**
     * What was measured.
     *
     * @param value in {@code unit}
     * @param baseline in the same unit, from the same run
     */
    record Figures(double value, String unit, double baseline) {
        double ratio() {
            return value / baseline;
        }
    }

    /** @param directory empty, for what the benchmark writes */
    Figures run(Path directory) throws Exception;
}
