package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Signed, durable transfers between random ones of twenty million accounts ({@code -Daccounts=}) in a heap of 1 GiB
 * ({@code -Dheap=}), in which the ledger, its node and who signs and submits are all together. The baseline is the same among
 * ten thousand. Each is measured twice, in processes of their own: few, many, many, few. {@code -Dseconds=} for each of the
 * four, 30 otherwise.
 *
 * <p>The accounts are put into the state by another process, before, with 2 GiB: it has all of them in an array, too, to write
 * them in the order of their rows. What is promised of 1 GiB is that a ledger with them opens and goes on.
 */
public final class Accounts20mBench implements Benchmark {
    private static final int FEW = 10_000;
    private static final int MANY = 20_000_000;
    private static final int SECONDS = 30;
    private static final String HEAP = "1g";
    private static final String SETTLING_HEAP = "2g";

    /**
     * One of the measurements.
     *
     * @param usedMebibytes of the heap, after a full collection, with the ledger open
     * @param heapMebibytes that the heap can have
     */
    record Run(double perSecond, double usedMebibytes, double heapMebibytes) {
        static Run read(Path file) throws IOException {
            List<String> lines = Files.readAllLines(file);
            return new Run(
                    Double.parseDouble(lines.get(0)),
                    Double.parseDouble(lines.get(1)),
                    Double.parseDouble(lines.get(2)));
        }

        void write(Path file) throws IOException {
            Files.write(
                    file,
                    List.of(
                            Double.toString(perSecond),
                            Double.toString(usedMebibytes),
                            Double.toString(heapMebibytes)));
        }
    }

    @Override
    public String name() {
        return "accounts20m";
    }

    /** Of this process, which only starts others. */
    @Override
    public String heap() {
        return "256m";
    }

    @Override
    public Figures run(Path directory) throws IOException, InterruptedException {
        String heap = System.getProperty("heap", "");
        return measure(
                directory,
                Integer.getInteger("accounts", MANY),
                heap.isEmpty() ? HEAP : heap,
                Integer.getInteger("seconds", SECONDS));
    }

    private static Figures measure(Path directory, int many, String heap, int seconds)
            throws IOException, InterruptedException {
        Path little = directory.resolve("of-few");
        Path large = directory.resolve("of-many");
        start(Settling.class, SETTLING_HEAP, List.of(little.toString(), Integer.toString(FEW)));
        start(Settling.class, SETTLING_HEAP, List.of(large.toString(), Integer.toString(many)));
        Run first = pay(little, FEW, heap, seconds);
        Run second = pay(large, many, heap, seconds);
        Run third = pay(large, many, heap, seconds);
        Run fourth = pay(little, FEW, heap, seconds);
        return new Figures(
                        (second.perSecond() + third.perSecond()) / 2,
                        "signed durable transfers/s",
                        (first.perSecond() + fourth.perSecond()) / 2)
                .with("accounts", many)
                .with("heapMiB", third.heapMebibytes())
                .with("usedMiB", Math.max(second.usedMebibytes(), third.usedMebibytes()))
                .with("baselineUsedMiB", Math.max(first.usedMebibytes(), fourth.usedMebibytes()));
    }

    private static Run pay(Path ledger, int accounts, String heap, int seconds)
            throws IOException, InterruptedException {
        Path result = ledger.resolveSibling("result");
        start(
                Paying.class,
                heap,
                List.of(ledger.toString(), Integer.toString(accounts), Integer.toString(seconds), result.toString()));
        Run run = Run.read(result);
        System.out.printf(
                "%,d accounts: %.0f transfers/s, %.0f of %.0f MiB used after a full collection%n",
                accounts, run.perSecond(), run.usedMebibytes(), run.heapMebibytes());
        return run;
    }

    /** @throws IllegalStateException if the process fails; one that finds no memory ends at once */
    private static void start(Class<?> main, String heap, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Bench.virtualMachine(heap));
        options.add("-XX:+ExitOnOutOfMemoryError");
        int exit = Bench.start(options, main, arguments).waitFor();
        if (exit != 0) {
            throw new IllegalStateException(main.getSimpleName() + " of " + arguments + " in a heap of " + heap
                    + " ended with exit code " + exit);
        }
    }

    /** Makes a ledger with all accounts. */
    static final class Settling {
        private Settling() {}

        /** @param arguments the directory and the number of accounts */
        public static void main(String[] arguments) throws Exception {
            Populace populace = new Populace(Integer.parseInt(arguments[1]));
            Timed settled = Timed.of(populace.size(), () -> BenchLedger.settle(Path.of(arguments[0]), populace));
            System.out.println("accounts settled: " + settled);
        }
    }

    /** One of the four measurements, on a ledger that has its accounts. */
    static final class Paying {
        /** So few that those who are signed take little of the heap. */
        private static final int TRANSFERS = 10_000;

        private static final int LEAST_ROUNDS = 2;
        private static final double MEBIBYTE = 1 << 20;

        private Paying() {}

        /** @param arguments the directory, the number of accounts, the seconds, and where to write the result */
        public static void main(String[] arguments) throws Exception {
            Populace populace = new Populace(Integer.parseInt(arguments[1]));
            measure(Path.of(arguments[0]), populace, Integer.parseInt(arguments[2]), TRANSFERS)
                    .write(Path.of(arguments[3]));
        }

        /** @param transfers in each round, of which there are two and one before them at least */
        static Run measure(Path directory, Populace populace, int seconds, int transfers) throws Exception {
            try (BenchLedger ledger = BenchLedger.open(directory, populace)) {
                pay(ledger, transfers, seconds / 2.0, 1);
                Timed all = pay(ledger, transfers, seconds, LEAST_ROUNDS);
                ledger.requireSteady();
                System.out.println(all);
                return new Run(
                        all.perSecond(), usedMebibytes(), Runtime.getRuntime().maxMemory() / MEBIBYTE);
            }
        }

        private static Timed pay(BenchLedger ledger, int transfers, double seconds, int leastRounds) throws Exception {
            Timed all = new Timed(0, 0, 0);
            for (int round = 0; round < leastRounds || all.seconds() < seconds; round++) {
                all = all.plus(ledger.submit(ledger.sign(transfers)));
            }
            return all;
        }

        private static double usedMebibytes() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
        }
    }
}
