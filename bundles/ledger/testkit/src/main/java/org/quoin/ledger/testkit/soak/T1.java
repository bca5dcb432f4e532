package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same blocks have the same headers on every virtual machine. The lives are recorded here and executed again, block by
 * block, in processes that differ in all that must not matter. Where a JDK 25 is installed it takes part too.
 */
public final class T1 implements Row {
    private static final int LIVES = 20;

    /** A smaller dose is for every build: three of them only. */
    private static final int ALL_PLATFORMS = 100_000;

    /** The interpreter takes the first lives only: it verifies some 300 signatures a second. */
    private static final int INTERPRETED_LIVES = 2;

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private static final Platform TURKISH = new Platform(
            "Turkish, in Kathmandu, with one processor and all objects of one hash",
            List.of(
                    "-Duser.language=tr",
                    "-Duser.country=TR",
                    "-Duser.timezone=Asia/Kathmandu",
                    "-Dfile.encoding=ISO-8859-9",
                    "-XX:ActiveProcessorCount=1",
                    "-XX:+UseSerialGC",
                    "-XX:+UnlockExperimentalVMOptions",
                    "-XX:hashCode=2"));
    private static final Platform FIRST_COMPILER = new Platform(
            "first compiler only, parallel collector, other hashes",
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseParallelGC",
                    "-XX:+UnlockExperimentalVMOptions",
                    "-XX:hashCode=1"));
    private static final Platform INTERPRETER =
            new Platform("interpreter, in Arabic digits", List.of("-Xint", "-Duser.language=ar", "-Duser.country=EG"));
    private static final Platform CONCURRENT = new Platform(
            "concurrent collector, no intrinsics of SHA-256",
            List.of("-XX:+UseZGC", "-XX:+UnlockDiagnosticVMOptions", "-XX:-UseSHA256Intrinsics", "-XX:-UseSHA"));
    private static final Platform SMALL = new Platform(
            "small heap, always a new salt, in St John's",
            List.of("-Xmx256m", "-Xshare:off", "-Duser.timezone=America/St_Johns"));

    /** @param java the program */
    private record Platform(String name, Path java, List<String> options) {
        Platform(String name, List<String> options) {
            this(name, Children.java(), options);
        }
    }

    @Override
    public String id() {
        return "T1";
    }

    @Override
    public String promise() {
        return "the same blocks have the same roots on every virtual machine (transactions of " + LIVES + " lives)";
    }

    @Override
    public int smallDose() {
        return 2_000;
    }

    @Override
    public int fullDose() {
        return 1_000_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        List<Path> lives = record(trial);
        List<Figures> results = new ArrayList<>();
        for (Platform platform : platforms(trial.dose())) {
            boolean interpreted = platform.options().contains("-Xint");
            List<Path> part = interpreted ? lives.subList(0, INTERPRETED_LIVES) : lives;
            Figures figures = replay(platform, BlockFile.Order.LISTED, part, trial.dose() / LIVES);
            System.out.println(platform.name() + ": " + figures);
            results.add(figures);
        }
        return results.stream().reduce(Figures::plus).orElseThrow();
    }

    /** The transactions of a block are executed as a hash table happens to hold them. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        int dose = Math.min(trial.dose(), smallDose());
        List<Path> lives = record(new Trial(trial.seed(), dose, trial.directory()));
        return replay(FIRST_COMPILER, BlockFile.Order.HASHED, lives, dose / LIVES);
    }

    private static List<Path> record(Trial trial) {
        return IntStream.range(0, LIVES)
                .parallel()
                .mapToObj(life -> {
                    Path file = trial.directory().resolve("life-" + life);
                    try {
                        BlockFile.write(file, trial.seed() + life, trial.dose() / LIVES);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return file;
                })
                .toList();
    }

    private static List<Platform> platforms(int dose) throws IOException {
        List<Platform> platforms = new ArrayList<>(List.of(TURKISH, FIRST_COMPILER));
        if (dose >= ALL_PLATFORMS) {
            platforms.addAll(List.of(CONCURRENT, SMALL, INTERPRETER));
        }
        Optional<Path> newer = newer();
        newer.ifPresentOrElse(
                java -> platforms.add(new Platform("JDK 25", java, List.of())),
                () -> System.out.println("skipped: there is no JDK 25 in " + INSTALLED));
        return platforms;
    }

    private static Optional<Path> newer() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> installed = Files.list(INSTALLED)) {
            return installed
                    .filter(home -> home.getFileName().toString().contains("25"))
                    .map(home -> home.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        }
    }

    private static Figures replay(Platform platform, BlockFile.Order order, List<Path> lives, int transactions)
            throws IOException, InterruptedException {
        List<String> arguments = Stream.concat(
                        Stream.of(order.name()), lives.stream().map(Path::toString))
                .toList();
        Process process = Children.start(platform.java(), platform.options(), Map.of(), Replay.class, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || !said.startsWith("differing ")) {
            throw new IllegalStateException(platform.name() + " did not come to an end: " + said);
        }
        long differing = Long.parseLong(said.substring("differing ".length()));
        return new Figures((long) lives.size() * transactions, differing, 0);
    }
}
