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
 * The first start of the distribution beside the first start of Karaf as it is published, in turns, each from nothing: until the
 * console introduces itself. The figures are medians. Beside it how long the launcher takes, which waits until the ledger is
 * ready, all bundles are started and a command was run.
 *
 * <p>What favours Karaf: it has no ledger to make. What favours the distribution: it has fewer bundles at the start.
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
        long[] ready = new long[ROUNDS];
        long[] theirs = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            theirs[round] = karaf(directory.resolve("karaf-" + round));
            int port = freePort();
            ours[round] = quoin(directory.resolve("quoin-" + round), port);
            ready[round] = quoin(directory.resolve("ready-" + round), 0);
        }
        return new Figures(
                new Distribution(ours).millis(0.5) / 1000,
                "seconds",
                new Distribution(theirs).millis(0.5) / 1000,
                Map.of("readySeconds", new Distribution(ready).millis(0.5) / 1000));
    }

    /** Until its console introduces itself; with any port, until the launcher says that it is ready. */
    private static long quoin(Path data, int port) throws IOException, InterruptedException {
        String launcher =
                distribution().orElseThrow().resolve("bin").resolve("quoin").toString();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        launcher, "--data", data.toString(), "--ssh-port", "" + port, "--http-port", "0", "start")
                .redirectErrorStream(true)
                .redirectOutput(
                        data.resolveSibling(data.getFileName() + "-output").toFile())
                .start();
        long took = port == 0 ? 0 : awaitConsole(process, port) - start;
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the node did not start: see " + data);
        }
        took = port == 0 ? System.nanoTime() - start : took;
        run(launcher, "--data", data.toString(), "stop");
        return took;
    }

    private static long awaitConsole(Process process, int port) throws InterruptedException {
        long start = System.nanoTime();
        while (!answers(port)) {
            if (System.nanoTime() - start > PATIENCE || !process.isAlive()) {
                throw new IllegalStateException("there is no console on port " + port);
            }
            Thread.sleep(10);
        }
        return System.nanoTime();
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
            return awaitConsole(process, port) - start;
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
