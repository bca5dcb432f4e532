package org.quoin.ledger.testkit.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node of the built distribution, handled as somebody at a shell would: by its launcher, its run file and signals. */
final class Node implements AutoCloseable {
    private static final Pattern PID = Pattern.compile("\"pid\":([0-9]+)");
    private static final Pattern APPLIED = Pattern.compile(
            "\\{\"receipt\":\\{\"tx\":\"([0-9a-f]{64})\",\"height\":([0-9]+),.*\"status\":\"applied\".*}");

    /** They are none of those that {@code dev:load} takes, which are the first ones by their names. */
    private static final List<String> PAYERS = List.of("user_5", "user_6", "user_7", "user_8");

    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final int PAYMENTS_OF_A_SCRIPT = 2_000;
    private static final int LATEST_MILLIS = 30;

    /** How fast a machine is does not matter here. */
    private static final long PATIENCE_SECONDS = 300;

    private static final long POLL_MILLIS = 5;

    private final Path launcher;
    private final Path data;
    private final Path scripts;

    /** How long the last start took. */
    private int startMillis = 1;

    /** @param directory exists, and is for this node alone */
    Node(Path distribution, Path directory) throws IOException {
        launcher = distribution.resolve("bin").resolve("quoin");
        data = directory.resolve("data");
        scripts = Files.createDirectories(directory.resolve("scripts"));
    }

    Path data() {
        return data;
    }

    /** @return why it did not start; empty once it is ready */
    Optional<String> start() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process start = launch();
        String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (start.waitFor() != 0) {
            return Optional.of(said);
        }
        startMillis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return Optional.empty();
    }

    /**
     * Kills it at any moment of a start.
     *
     * @return whether it was not ready yet
     */
    boolean startAndKill(RandomGenerator random) throws IOException, InterruptedException {
        long former = pid();
        Process start = launch();
        while (pid() == former && start.isAlive()) {
            Thread.sleep(POLL_MILLIS);
        }
        boolean ready = start.waitFor(random.nextInt(startMillis), TimeUnit.MILLISECONDS);
        kill();
        start.getInputStream().readAllBytes();
        start.waitFor();
        return !ready;
    }

    /** Kills the process that the run file names, if it is still this node. */
    void kill() throws IOException {
        long pid = pid();
        Optional<ProcessHandle> process = pid == 0 ? Optional.empty() : ProcessHandle.of(pid);
        if (process.isPresent() && isThis(pid)) {
            process.get().destroyForcibly();
            process.get().onExit().join();
        }
    }

    /**
     * Kills it in the midst of the payments of several clients, and of a load beside them, whose answers nobody keeps.
     *
     * @param payments after at least so many answers
     * @return the heights that were acknowledged, by transaction
     */
    Map<String, Long> payAndKill(int payments, RandomGenerator random) throws IOException, InterruptedException {
        require(run("exec", "dev:load --clients 4 --rate 100"));
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        CountDownLatch enough = new CountDownLatch(payments);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < PAYERS.size(); i++) {
            String payer = PAYERS.get(i);
            String transfer = "ledger:transfer --from " + payer + " --to " + PAYERS.get((i + 1) % PAYERS.size())
                    + " --amount 0.001 --asset ETH --json";
            Path script = scripts.resolve(payer);
            Files.write(script, Collections.nCopies(PAYMENTS_OF_A_SCRIPT, transfer));
            Process session =
                    launcher("exec", "-").redirectInput(script.toFile()).start();
            Thread client = new Thread(() -> note(session, acknowledged, enough), payer);
            client.start();
            clients.add(client);
        }
        boolean inTime = enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Thread.sleep(random.nextInt(LATEST_MILLIS));
        kill();
        for (Thread client : clients) {
            client.join();
        }
        if (!inTime) {
            throw new IllegalStateException("there were only " + acknowledged.size() + " answers");
        }
        return acknowledged;
    }

    /** The heights of the transactions that it knows as applied, asked one after the other up to the first that it does not know. */
    Map<String, Long> receipts(List<String> transactions) throws IOException, InterruptedException {
        Path script = scripts.resolve("receipts");
        Files.write(
                script,
                transactions.stream()
                        .map(each -> "ledger:transaction " + each + " --json")
                        .toList());
        Process session = launcher("exec", "-").redirectInput(script.toFile()).start();
        Map<String, Long> receipts = new ConcurrentHashMap<>();
        note(session, receipts, new CountDownLatch(0));
        session.waitFor();
        return receipts;
    }

    /** Whether every block executed again gives what is recorded. */
    boolean verifies() throws IOException, InterruptedException {
        Run run = run("exec", "ledger:verify --json");
        System.out.println(run.said());
        return run.exit() == 0 && run.said().startsWith("{\"ok\":true,");
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private record Run(int exit, String said) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        Process process = launcher(arguments).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Run(process.waitFor(), said);
    }

    private static void require(Run run) {
        if (run.exit() != 0) {
            throw new IllegalStateException("a command failed: " + run.said());
        }
    }

    private static void note(Process session, Map<String, Long> receipts, CountDownLatch one) {
        try (BufferedReader lines = session.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher receipt = APPLIED.matcher(line);
                if (receipt.matches()) {
                    receipts.put(receipt.group(1), Long.valueOf(receipt.group(2)));
                    one.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        return launcher("start", "--ssh-port", "0", "--http-port", "0").start();
    }

    private ProcessBuilder launcher(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "--data", data.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("QUOIN_JAVA_OPTS", QUICK_START);
        builder.environment().put("QUOIN_READY_SECONDS", Long.toString(PATIENCE_SECONDS));
        return builder;
    }

    /** 0 if no start has got that far. */
    private long pid() throws IOException {
        Path file = data.resolve("run.json");
        if (!Files.exists(file)) {
            return 0;
        }
        Matcher pid = PID.matcher(Files.readString(file));
        return pid.find() ? Long.parseLong(pid.group(1)) : 0;
    }

    /** Ids are used again. */
    private boolean isThis(long pid) throws IOException {
        Path arguments = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(arguments)
                && List.of(Files.readString(arguments).split("\0", -1)).contains("-Dquoin.data=" + data);
    }
}
