package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a signed, durable transfer costs, in processor time, where ten million accounts exist ({@code -Daccounts=}), and who pays
 * and who is paid is random. The baseline is the same with ten thousand. Each is measured twice, in processes of their
 * own, that none pays for what is in the other's heap: few, many, many, few. {@code -Dseconds=} for each of the four, 30
 * otherwise.
 */
public final class AccountsBench implements Benchmark {
    private static final int FEW = 10_000;
    private static final int MANY = 10_000_000;

    @Override
    public String name() {
        return "accounts";
    }

    /** Of this process, which only starts others. */
    @Override
    public String heap() {
        return "256m";
    }

    @Override
    public Figures run(Path directory) throws IOException, InterruptedException {
        int many = Integer.getInteger("accounts", MANY);
        double baseline = 0;
        double value = 0;
        for (int accounts : List.of(FEW, many, many, FEW)) {
            double cost = cost(directory, accounts);
            System.out.printf("%,d accounts: %.2f us of CPU for each transfer%n", accounts, cost);
            if (accounts == FEW) {
                baseline += cost / 2;
            } else {
                value += cost / 2;
            }
        }
        return new Figures(value, "us of CPU for each signed durable transfer", baseline).with("accounts", many);
    }

    private static double cost(Path directory, int accounts) throws IOException, InterruptedException {
        Path ledger = directory.resolve("of-" + accounts);
        Path result = directory.resolve("cost");
        String heap = System.getProperty("heap", "");
        List<String> options = new ArrayList<>(Bench.virtualMachine(heap.isEmpty() ? Cost.HEAP : heap));
        options.add("-Dseconds=" + Integer.getInteger("seconds", 30));
        Process process = Bench.start(
                options, Cost.class, List.of(ledger.toString(), Integer.toString(accounts), result.toString()));
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the measurement of " + accounts + " accounts failed");
        }
        return Double.parseDouble(Files.readString(result));
    }

    /** One of the four measurements: in its process, it makes the ledger if it is not there, and goes on with it if it is. */
    static final class Cost {
        private static final int TRANSFERS = 100_000;

        /** An eighth of it is for what is in the store; the rest of the machine's memory is for the files. */
        private static final String HEAP = "16g";

        private Cost() {}

        /** @param arguments the directory, the number of accounts, and where to write the cost */
        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Populace populace = new Populace(Integer.parseInt(arguments[1]));
            if (!Files.exists(directory)) {
                Timed settled = Timed.of(populace.size(), () -> BenchLedger.settle(directory, populace));
                System.out.println("accounts settled: " + settled);
            }
            try (BenchLedger ledger = BenchLedger.open(directory, populace)) {
                int seconds = Integer.getInteger("seconds", 30);
                for (double warm = 0; warm < seconds / 2.0; ) {
                    warm += ledger.submit(ledger.sign(TRANSFERS)).seconds();
                }
                Timed all = new Timed(0, 0, 0);
                while (all.seconds() < seconds) {
                    all = all.plus(ledger.submit(ledger.sign(TRANSFERS)));
                }
                System.out.println(all);
                Files.writeString(Path.of(arguments[2]), Double.toString(all.cpuEach()));
            }
        }
    }
}
