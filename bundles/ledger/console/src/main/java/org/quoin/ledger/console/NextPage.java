package org.quoin.ledger.console;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** The command line that goes on where a page has ended: the one that was typed, from there. */
final class NextPage {
    /** The options by which a list is continued; a command has one of them. */
    private static final List<String> CURSORS = List.of("--cursor", "--from");

    private NextPage() {}

    /** Empty if the command has no option to go on with. */
    static Optional<String> line(Action command, String cursor) {
        List<Field> fields = fields(command.getClass());
        Optional<String> from = CURSORS.stream()
                .filter(name -> fields.stream().anyMatch(field -> name.equals(option(field))))
                .findFirst();
        return from.map(name -> line(command, fields, name) + " " + name + " " + quoted(cursor));
    }

    private static String line(Action command, List<Field> fields, String without) {
        Command named = Objects.requireNonNull(command.getClass().getAnnotation(Command.class));
        List<String> words = new ArrayList<>(List.of(named.scope() + ":" + named.name()));
        Object fresh = fresh(command);
        for (Field field : fields) {
            Object value = value(field, command);
            String name = option(field);
            if (value == null || value.equals(value(field, fresh)) || without.equals(name)) {
                continue;
            }
            if (name == null) {
                ((List<?>) value).forEach(word -> words.add(quoted(String.valueOf(word))));
            } else if (value instanceof Boolean) {
                words.add(name);
            } else {
                words.add(name);
                words.add(quoted(value.toString()));
            }
        }
        return String.join(" ", words);
    }

    /** Arguments first, then options, the most particular class before its bases. */
    private static List<Field> fields(Class<?> command) {
        List<Field> arguments = new ArrayList<>();
        List<Field> options = new ArrayList<>();
        for (Class<?> type = command; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Argument argument = field.getAnnotation(Argument.class);
                if (argument != null && argument.multiValued()) {
                    arguments.add(field);
                } else if (option(field) != null) {
                    options.add(field);
                }
            }
        }
        return Stream.concat(arguments.stream(), options.stream()).toList();
    }

    private static @Nullable String option(Field field) {
        Option option = field.getAnnotation(Option.class);
        return option == null ? null : option.name();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Object fresh(Action command) {
        try {
            return command.getClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the shell has made one, too", e);
        }
    }

    private static @Nullable Object value(Field field, Object command) {
        try {
            field.setAccessible(true);
            return field.get(command);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }
}
