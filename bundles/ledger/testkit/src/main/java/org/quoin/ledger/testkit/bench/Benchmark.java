package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something that is measured beside a baseline. {@link Bench} finds it as a service of {@link java.util.ServiceLoader}. */
public interface Benchmark {
    /**
     * What was measured.
     *
     * @param value in {@code unit}
     * @param baseline in the same unit, from the same run
     * @param details what else is worth keeping, by name, with its unit in the name
     */
    record Figures(double value, String unit, double baseline, Map<String, Double> details) {
        public Figures {
            details = new LinkedHashMap<>(details);
        }

        public Figures(double value, String unit, double baseline) {
            this(value, unit, baseline, Map.of());
        }

        public double ratio() {
            return value / baseline;
        }

        /** The same with one more detail. */
        public Figures with(String name, double detail) {
            Map<String, Double> more = new LinkedHashMap<>(details);
            more.put(name, detail);
            return new Figures(value, unit, baseline, more);
        }
    }

    /** What it is asked for by, and its file is called. */
    String name();

    /** The largest heap of the process that it runs in, as {@code -Xmx} takes it. */
    default String heap() {
        return "4g";
    }

    /** What this machine lacks for it, as a sentence; empty if nothing. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** @param directory empty, for what the benchmark writes */
    Figures run(Path directory) throws Exception;
}
