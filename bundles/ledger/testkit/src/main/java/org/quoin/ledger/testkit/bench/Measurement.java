package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.ledger.testkit.Machine;

/**
 * Runs the benchmark that {@link Bench} has chosen, and writes {@code NAME.json}: value, unit, baseline, their ratio, the
 * details, and the machine. Where the machine lacks something it says so, and writes no figures.
 */
final class Measurement {
    private static final MathContext DIGITS = new MathContext(6);

    private Measurement() {}

    public static void main(String[] arguments) throws Exception {
        Benchmark benchmark =
                Objects.requireNonNull(Bench.benchmarks().get(System.getProperty("bench")), "Bench has found it");
        Path directory = Files.createDirectories(Bench.directory()).toAbsolutePath();
        Path file = directory.resolve(benchmark.name() + ".json");
        Files.deleteIfExists(file);
        Optional<String> missing = benchmark.missing();
        if (missing.isPresent()) {
            System.out.println("SKIPPED " + benchmark.name() + ": " + missing.get());
            return;
        }
        Path data = fresh(directory, benchmark.name());
        try {
            String json = json(benchmark.run(data), Machine.description());
            Files.writeString(file, json + "\n");
            System.out.println(json);
        } finally {
            delete(data);
        }
    }

    static String json(Benchmark.Figures figures, String machine) {
        StringBuilder json = new StringBuilder("{\"value\":")
                .append(number(figures.value()))
                .append(",\"unit\":\"")
                .append(figures.unit())
                .append("\",\"baseline\":")
                .append(number(figures.baseline()))
                .append(",\"ratio\":")
                .append(number(figures.ratio()));
        figures.details()
                .forEach((name, detail) ->
                        json.append(",\"").append(name).append("\":").append(number(detail)));
        return json.append(",\"machine\":\"").append(machine).append("\"}").toString();
    }

    /** With six digits, and without an exponent. */
    private static String number(double figure) {
        return new BigDecimal(figure).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** One that others may enter: a benchmark may start a server under another user. */
    private static Path fresh(Path directory, String name) throws IOException {
        return Files.createTempDirectory(
                directory, name, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static void delete(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
