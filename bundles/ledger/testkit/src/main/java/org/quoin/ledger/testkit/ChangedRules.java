package org.quoin.ledger.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.quoin.ledger.api.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.host.Rules;

/**
 * Rules that are made of the source of others and changed in places, compiled into a jar of their own: a next version, or one whose
 * days are short.
 */
public final class ChangedRules {
    private final String capability;
    private final String rules;
    private final Path sources;
    private final String folder;

    /** What becomes of a file. */
    @FunctionalInterface
    public interface Change {
        /**
         * The text that it has then.
         *
         * @param file its name
         */
        String apply(String file, String text) throws IOException;
    }

    /**
     * Of a room's rules, for the tests beside them: the sources are those of the module {@code rules} next to the one that is tested.
     *
     * @param rules their entry point
     */
    public ChangedRules(String capability, Class<? extends Capability> rules) {
        this.capability = capability;
        this.rules = rules.getName();
        folder = rules.getPackageName().replace('.', '/');
        sources = Path.of("../rules/src/main/java").resolve(folder);
    }

    public String source(String file) throws IOException {
        return Files.readString(sources.resolve(file));
    }

    /**
     * The jar.
     *
     * @param directory empty
     * @param more files that there are beside those, by their names
     * @throws IllegalArgumentException if that does not compile; the compiler tells the error stream why
     */
    public Bytes jar(Path directory, String version, Change change, Map<String, String> more) throws IOException {
        Path changed = Files.createDirectory(directory.resolve("sources"));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-nowarn"));
        arguments.addAll(List.of("-d", classes.toString()));
        arguments.addAll(List.of(
                "-cp", String.join(File.pathSeparator, of(Capability.class), of(Rules.class), of(NullMarked.class))));
        for (Path file : files(sources)) {
            String name = file.getFileName().toString();
            arguments.add(Files.writeString(changed.resolve(name), change.apply(name, source(name)))
                    .toString());
        }
        for (Map.Entry<String, String> file : more.entrySet()) {
            arguments.add(Files.writeString(changed.resolve(file.getKey()), file.getValue())
                    .toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("the changed rules do not compile");
        }

        Map<String, byte[]> entries = RulesJars.library();
        for (Path file : files(classes.resolve(folder))) {
            entries.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
        }
        return RulesJars.jar(
                Map.of("Quoin-Capability", capability, "Quoin-Version", version, "Quoin-Rules", rules), entries);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Where its classes are, in a folder or in a jar. */
    private static String of(Class<?> type) {
        try {
            return Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
