package org.quoin.ledger.testkit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.quoin.ledger.testkit.Machine;

/** Runs a benchmark by its name and writes {@code NAME.json}: value, unit, baseline, their ratio, and the machine. */
public final class Bench {
    private Bench() {}

    /** @param arguments the name of the benchmark, and the directory for its file and its data */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        Benchmark.Figures figures = benchmark(name).run(Files.createTempDirectory(directory, name));
        String json = String.format(
                Locale.ROOT,
                "{\"value\":%.0f,\"unit\":\"%s\",\"baseline\":%.0f,\"ratio\":%.4g,\"machine\":\"%s\"}",
                figures.value(),
                figures.unit(),
                figures.baseline(),
                figures.ratio(),
                Machine.description());
        Files.writeString(directory.resolve(name + ".json"), json + "\n");
        System.out.println(json);
    }

    private static Benchmark benchmark(String name) {
        Map<String, Benchmark> benchmarks = new TreeMap<>();
        ServiceLoader.load(Benchmark.class).forEach(each -> benchmarks.put(each.name(), each));
        Benchmark benchmark = benchmarks.get(name);
        if (benchmark == null) {
            throw new IllegalArgumentException(
                    "there is no benchmark '" + name + "': choose one of " + benchmarks.keySet());
        }
        return benchmark;
    }
}
