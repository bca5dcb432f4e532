package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.quoin.ledger.testkit.Machine;

/**
 * Runs a row of the scorecard by its id, then its sabotage, and writes {@code ID.json}: runs, lost, silent, what it met, the seed,
 * and whether the sabotage was noticed.
 */
public final class Soak {
    private static final long SEED = 20_260_101;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("org.quoin");

    private Soak() {}

    /**
     * Takes the system properties {@code row}; {@code seed} and {@code dose}, which have defaults; and {@code directory} for the
     * file and for what the row writes. Without a row it lists them. It exits with 1 if the promise was broken or its
     * sabotage not noticed.
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Row> rows = rows();
        String id = System.getProperty("row", "");
        if (id.isEmpty()) {
            rows.values().forEach(Soak::list);
            return;
        }
        Row row = rows.get(id);
        if (row == null) {
            System.err.println("There is no row '" + id + "': choose one of " + rows.keySet() + ".");
            System.exit(2);
            return;
        }
        hush();
        Path directory = Files.createDirectories(Path.of(System.getProperty("directory", ".")));
        System.exit(run(row, directory) ? 0 : 1);
    }

    /** What a ledger says of each disk that fails on purpose would hide the rest. */
    static void hush() {
        LOG.setLevel(Level.OFF);
    }

    /** By their ids. */
    static Map<String, Row> rows() {
        Map<String, Row> rows = new TreeMap<>();
        ServiceLoader.load(Row.class).forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private static void list(Row row) {
        System.out.printf("%s  %s (%,d)%n", row.id(), row.promise(), row.fullDose());
    }

    private static boolean run(Row row, Path directory) throws Exception {
        long seed = number("seed", SEED);
        int dose = Math.toIntExact(number("dose", row.fullDose()));
        System.out.printf("%s: %s; dose %,d, seed %d%n", row.id(), row.promise(), dose, seed);
        long start = System.nanoTime();
        Row.Figures figures = row.run(new Row.Trial(seed, dose, fresh(directory, row)));
        System.out.println("as it is: " + figures);
        Row.Figures sabotaged = row.sabotage(new Row.Trial(seed, dose, fresh(directory, row)));
        boolean red = row.isRed(sabotaged);
        System.out.println("sabotaged: " + sabotaged + (red ? "" : ", which is not noticed"));

        String json = String.format(
                Locale.ROOT,
                "{\"runs\":%d,\"lost\":%d,\"silent\":%d,%s\"seed\":%d,\"sabotageRed\":%b,\"seconds\":%d,\"machine\":\"%s\"}",
                figures.runs(),
                figures.lost(),
                figures.silent(),
                met(figures),
                seed,
                red,
                (System.nanoTime() - start) / 1_000_000_000,
                Machine.description());
        Files.writeString(directory.resolve(row.id() + ".json"), json + "\n");
        System.out.println(json);
        return row.isKept(figures) && red;
    }

    /** Nothing if the row names nothing that it is to meet. */
    private static String met(Row.Figures figures) {
        return figures.met().isEmpty()
                ? ""
                : figures.met().entrySet().stream()
                        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                        .collect(Collectors.joining(",", "\"met\":{", "},"));
    }

    private static Path fresh(Path directory, Row row) throws IOException {
        return Files.createTempDirectory(directory, row.id());
    }

    private static long number(String property, long otherwise) {
        String value = System.getProperty(property, "");
        return value.isEmpty() ? otherwise : Long.parseLong(value);
    }
}
