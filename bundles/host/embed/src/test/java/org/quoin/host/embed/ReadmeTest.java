package org.quoin.host.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README, as it stands there, in a process of its own. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern PROGRAM = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern OUTPUT = Pattern.compile("(?s)-Dexec.args=data\n(.*?)```");
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private final Path directory;

    ReadmeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theProgramDoesWhatTheReadmeSays() throws IOException, InterruptedException {
        assertThat(run(Path.of(System.getProperty("java.home")))).isEqualTo(part(OUTPUT));
    }

    @Test
    void soItDoesOnJava25() throws IOException, InterruptedException {
        List<Path> newer = newer();
        assumeTrue(!newer.isEmpty(), "no JDK 25 in " + INSTALLED);
        assertThat(run(newer.get(0))).isEqualTo(part(OUTPUT));
    }

    private static List<Path> newer() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                    .toList();
        }
    }

    /** What it writes to its standard output, of which an end that does not come is a failure. */
    private String run(Path java) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("Swap.java"), part(PROGRAM));
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                classPath,
                                "-d",
                                directory.toString(),
                                source.toString()))
                .isZero();
        Path output = directory.resolve("output");
        Process program = new ProcessBuilder(
                        java.resolve("bin").resolve("java").toString(),
                        "-cp",
                        directory + File.pathSeparator + classPath,
                        "Swap",
                        directory.resolve("data").toString())
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        try {
            assertThat(program.waitFor(2, TimeUnit.MINUTES))
                    .as("it has come to its end")
                    .isTrue();
        } finally {
            program.destroyForcibly();
        }
        assertThat(program.exitValue())
                .as(Files.readString(directory.resolve("errors")))
                .isZero();
        return Files.readString(output);
    }

    private static String part(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(README));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
