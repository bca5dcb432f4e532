package org.quoin.ledger.testkit.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A PostgreSQL server of its own in a directory, reached through a socket there, until it is closed or this process ends. */
final class Postgres implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final List<String> PROGRAMS = List.of("postgres", "initdb", "pg_ctl", "pgbench", "psql");

    /** Whom it runs as where this process is root's, which it refuses to be. */
    private static final List<String> SERVANTS = List.of("postgres", "nobody");

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) ");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+) ");

    private final Path programs;
    private final Path directory;
    private final Path data;
    private final Thread stopping = new Thread(this::stopWithThisProcess);

    /**
     * Makes a database there and starts a server.
     *
     * @param settings lines of its configuration, beside those that say where it is
     * @throws IOException if a program fails; with what it has printed
     */
    Postgres(Path programs, Path directory, List<String> settings) throws IOException, InterruptedException {
        this.programs = programs;
        this.directory = directory;
        data = directory.resolve("data");
        Files.createDirectories(directory);
        if (isRoot()) {
            execute(List.of("chown", servant().orElseThrow(), directory.toString()));
        }
        run("initdb", "-D", data.toString(), "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C");
        List<String> options = new ArrayList<>();
        Stream.concat(Stream.of("listen_addresses=", "unix_socket_directories=" + directory), settings.stream())
                .forEach(setting -> options.add("-c " + setting));
        Runtime.getRuntime().addShutdownHook(stopping);
        control("-l", directory.resolve("log").toString(), "-o", String.join(" ", options), "start");
    }

    /** The directory of its programs, on the path or where Debian puts them; the newest, if there are several. */
    static Optional<Path> programs() throws IOException {
        List<Path> candidates = new ArrayList<>();
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .forEach(candidates::add);
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.map(version -> version.resolve("bin"))
                        .sorted((one, other) -> other.compareTo(one))
                        .forEach(candidates::add);
            }
        }
        return candidates.stream()
                .filter(candidate ->
                        PROGRAMS.stream().allMatch(program -> Files.isExecutable(candidate.resolve(program))))
                .findFirst();
    }

    /** Whether it can run here: as this user or, if he is root, as somebody else. */
    static boolean hasServant() throws IOException, InterruptedException {
        return !isRoot() || servant().isPresent();
    }

    /** What a query gives, as text. */
    String query(String sql) throws IOException, InterruptedException {
        return run(
                        "psql",
                        "-h",
                        directory.toString(),
                        "-U",
                        "bench",
                        "-d",
                        "postgres",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-Atc",
                        sql)
                .strip();
    }

    /**
     * Runs a script again and again.
     *
     * @return transactions a second
     */
    double repeat(String script, int clients, int seconds) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script"), script);
        String output = run(
                "pgbench",
                "-h",
                directory.toString(),
                "-U",
                "bench",
                "-n",
                "-M",
                "prepared",
                "-f",
                file.toString(),
                "-c",
                Integer.toString(clients),
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "postgres");
        Matcher failed = FAILED.matcher(output);
        Matcher rate = RATE.matcher(output);
        if (!rate.find() || failed.find() && !failed.group(1).equals("0")) {
            throw new IOException("pgbench did not succeed: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(stopping);
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws IOException, InterruptedException {
        control("-m", "fast", "stop");
    }

    private void stopWithThisProcess() {
        try {
            stop();
        } catch (IOException | InterruptedException e) {
            System.err.println("The server in " + data + " may still run: " + e.getMessage());
        }
    }

    private void control(String... arguments) throws IOException, InterruptedException {
        run(
                "pg_ctl",
                Stream.concat(Stream.of("-D", data.toString(), "-w"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private String run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + servant().orElseThrow(), "--clear-groups", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<String> servant() throws IOException, InterruptedException {
        for (String servant : SERVANTS) {
            Process id = new ProcessBuilder("id", "-u", servant)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (id.waitFor() == 0) {
                return Optional.of(servant);
            }
        }
        return Optional.empty();
    }

    /** Its output goes through a file: a server that it starts would keep a pipe open. */
    private static String execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("quoin-bench", null);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.waitFor(1, TimeUnit.HOURS);
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
