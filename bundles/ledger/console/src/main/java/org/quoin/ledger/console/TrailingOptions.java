package org.quoin.ledger.console;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;
import org.quoin.ledger.api.description.Values;

/**
 * Lets options stand after an argument too. Karaf reads none there: to it, all that follows the first argument are
 * arguments, so they gather in a multi-valued one ({@code List<String>}), and the options are read out of it here.
 */
final class TrailingOptions {
    private final Action action;

    private TrailingOptions(Action action) {
        this.action = action;
    }

    /**
     * Moves the options among the action's arguments to where they belong.
     *
     * @throws ConsoleException if there is no such option, or its value is missing
     */
    static void read(Action action) {
        new TrailingOptions(action).read();
    }

    private void read() {
        for (Field field : fields()) {
            if (field.isAnnotationPresent(Argument.class) && field.getType() == List.class) {
                List<String> words = new ArrayList<>();
                Iterator<?> given = ((List<?>) get(field)).iterator();
                while (given.hasNext()) {
                    String word = (String) given.next();
                    if (word.startsWith("-")) {
                        set(word, given);
                    } else {
                        words.add(word);
                    }
                }
                put(field, List.copyOf(words));
            }
        }
    }

    private void set(String word, Iterator<?> following) {
        String[] nameAndValue = word.split("=", 2);
        Field option = option(nameAndValue[0])
                .orElseThrow(() -> new ConsoleException(
                        "UNKNOWN_OPTION",
                        "There is no option " + nameAndValue[0] + ": the command's --help lists those that there are.",
                        Values.of("option", nameAndValue[0])));
        if (nameAndValue.length == 2) {
            put(option, nameAndValue[1]);
        } else if (option.getType() == boolean.class) {
            put(option, true);
        } else if (following.hasNext()) {
            put(option, following.next());
        } else {
            throw new ConsoleException(
                    "MISSING_ARGUMENT",
                    word + " takes a value: the command's --help shows an example.",
                    Values.of("argument", word));
        }
    }

    private Optional<Field> option(String name) {
        return fields().stream()
                .filter(field -> {
                    Option option = field.getAnnotation(Option.class);
                    return option != null
                            && (option.name().equals(name)
                                    || Arrays.asList(option.aliases()).contains(name));
                })
                .findFirst();
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = action.getClass(); type != null; type = type.getSuperclass()) {
            fields.addAll(Arrays.asList(type.getDeclaredFields()));
        }
        return fields;
    }

    private Object get(Field field) {
        try {
            field.setAccessible(true);
            return field.get(action);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a command's own fields are open to it", e);
        }
    }

    private void put(Field field, Object value) {
        try {
            field.setAccessible(true);
            field.set(action, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a command's own fields are open to it", e);
        }
    }
}
