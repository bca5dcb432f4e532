package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java virtual machine that differs from the others in all that must not matter.
 *
 * @param java the program
 */
record Platform(String name, Path java, List<String> options) {
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
    static final Platform FIRST_COMPILER = new Platform(
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

    private Platform(String name, List<String> options) {
        this(name, Children.java(), options);
    }

    /** All that there are, a JDK 25 too where it is installed; or the two that take no longer than this one. */
    static List<Platform> list(boolean all) throws IOException {
        List<Platform> platforms = new ArrayList<>(List.of(TURKISH, FIRST_COMPILER));
        if (all) {
            platforms.addAll(List.of(CONCURRENT, SMALL, INTERPRETER));
        }
        Optional<Path> newer = newer();
        newer.ifPresentOrElse(
                java -> platforms.add(new Platform("JDK 25", java, List.of())),
                () -> System.out.println("skipped: there is no JDK 25 in " + INSTALLED));
        return platforms;
    }

    boolean isInterpreter() {
        return options.contains("-Xint");
    }

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws IllegalStateException if it exits with something else than 0
     */
    String run(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        Process process = Children.start(java, options, Map.of(), main, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " did not come to an end: " + said);
        }
        return said;
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
}
