package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The first start of the distribution, until its launcher says that the ledger is ready, beside the first start of Karaf as it is
 * published, until its console answers; in turns, each from nothing. The figures are medians.
 *
 * <p>What favours Karaf: when its ssh port answers, bundles may still be starting, whereas the launcher has waited for all and has
 * run a command; and it has no ledger to make. What favours the distribution: it has fewer bundles at the start.
 */
public final class BootBench implements Benchmark {
    private static final int ROUNDS = 5;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    @Override
    public String name() {
        return "boot";
    }

    @Override
    public Optional<String> missing() {
        return archive().filter(Files::exists).isPresent()
                        && distribution().filter(Files::exists).isPresent()
                ? Optional.empty()
                : Optional.of("it needs -Ddistribution=, a built one, and -Dkaraf=, the archive of Karaf as published");
    }

    @Override
    public Figures run(Path directory) throws Exception {
        long[] ours = new long[ROUNDS];
        long[] theirs = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            theirs[round] = karaf(directory.resolve("karaf-" + round));
            ours[round] = quoin(directory.resolve("quoin-" + round));
        }
        return new Figures(
                new Distribution(ours).millis(0.5) / 1000,
                "seconds",
                new Distribution(theirs).millis(0.5) / 1000,
                Map.of(
                        "longestSeconds", new Distribution(ours).millis(1) / 1000,
                        "karafLongestSeconds", new Distribution(theirs).millis(1) / 1000));
    }

    private static long quoin(Path data) throws IOException, InterruptedException {
        String launcher =
                distribution().orElseThrow().resolve("bin").resolve("quoin").toString();
        long start = System.nanoTime();
        run(launcher, "--data", data.toString(), "--ssh-port", "0", "--http-port", "0", "start");
        long took = System.nanoTime() - start;
        run(launcher, "--data", data.toString(), "stop");
        return took;
    }

    private static long karaf(Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        run("tar", "xzf", archive().orElseThrow().toString(), "-C", home.toString(), "--strip-components=1");
        int port = freePort();
        Path shell = home.resolve("etc").resolve("org.apache.karaf.shell.cfg");
        Files.writeString(shell, Files.readString(shell).replaceFirst("sshPort *= *\\d+", "sshPort = " + port));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        try {
            while (!answers(port)) {
                if (System.nanoTime() - start > PATIENCE || !process.isAlive()) {
                    throw new IllegalStateException("Karaf did not start: " + home.resolve("output"));
                }
                Thread.sleep(10);
            }
            return System.nanoTime() - start;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** Whether an ssh server introduces itself. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = socket.getInputStream()) {
            return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }

    private static Optional<Path> distribution() {
        return Optional.ofNullable(System.getProperty("distribution")).map(Path::of);
    }

    private static Optional<Path> archive() {
        return Optional.ofNullable(System.getProperty("karaf")).map(Path::of);
    }
}
