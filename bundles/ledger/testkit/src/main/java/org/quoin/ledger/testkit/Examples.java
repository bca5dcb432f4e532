package org.quoin.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;

/** The commands of a package, and the examples in their help: a line that begins with {@code Example: } and can be run. */
public final class Examples {
    private static final Pattern LINE = Pattern.compile("^Example: (.+)$", Pattern.MULTILINE);

    private Examples() {}

    /** What follows {@code Example: } in the help of a command, line by line; none if it has no example. */
    public static List<String> of(Class<? extends Action> command) {
        return LINE.matcher(annotation(command).detailedDescription())
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    /** As a user types it. */
    public static String name(Class<? extends Action> command) {
        return annotation(command).scope() + ":" + annotation(command).name();
    }

    /** All commands in the package of one of them, wherever its class files are. */
    public static List<Class<? extends Action>> commandsBeside(Class<? extends Action> one) {
        try {
            Path place = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return commandsIn(place, one);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
                return commandsIn(jar.getPath("/"), one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("classes lie in a directory or a jar", e);
        }
    }

    private static List<Class<? extends Action>> commandsIn(Path root, Class<?> one) throws IOException {
        Path directory = root.resolve(one.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && name.indexOf('$') < 0 && !name.contains("-"))
                    .sorted()
                    .<Class<?>>map(name -> load(one, name.substring(0, name.length() - ".class".length())))
                    .filter(type -> type.isAnnotationPresent(Command.class))
                    .<Class<? extends Action>>map(type -> type.asSubclass(Action.class))
                    .toList();
        }
    }

    private static Class<?> load(Class<?> one, String name) {
        try {
            return Class.forName(one.getPackageName() + "." + name, false, one.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Command annotation(Class<? extends Action> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class), "it is a command");
    }
}
