package org.quoin.referral.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.rules.Capability;
import org.quoin.rules.host.Rules;

/** Rules that are made of the source of these and changed in places, compiled into a jar of their own. */
final class ChangedRules {
    private static final Path SOURCES = Path.of("../rules/src/main/java/org/quoin/referral/rules");

    /** What becomes of a file. */
    @FunctionalInterface
    interface Change {
        String apply(String file, String text) throws IOException;
    }

    private ChangedRules() {}

    static String source(String file) throws IOException {
        return Files.readString(SOURCES.resolve(file));
    }

    /**
     * The jar.
     *
     * @param directory empty
     * @param more files that there are beside those, by their names
     */
    static Bytes jar(Path directory, String version, Change change, Map<String, String> more) throws IOException {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-nowarn"));
        arguments.addAll(List.of("-d", classes.toString()));
        arguments.addAll(List.of(
                "-cp", String.join(File.pathSeparator, of(Capability.class), of(Rules.class), of(NullMarked.class))));
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                Path copy = Files.writeString(sources.resolve(name), change.apply(name, source(name)));
                arguments.add(copy.toString());
            }
        }
        for (Map.Entry<String, String> file : more.entrySet()) {
            arguments.add(Files.writeString(sources.resolve(file.getKey()), file.getValue())
                    .toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();

        Map<String, byte[]> entries = RulesJars.library();
        try (Stream<Path> files = Files.list(classes.resolve("org/quoin/referral/rules"))) {
            for (Path file : files.sorted().toList()) {
                entries.put("org/quoin/referral/rules/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        return RulesJars.jar(
                Map.of(
                        "Quoin-Capability", "referral",
                        "Quoin-Version", version,
                        "Quoin-Rules", "org.quoin.referral.rules.ReferralRules"),
                entries);
    }

    /** Where its classes are, in a folder or in a jar. */
    private static String of(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
