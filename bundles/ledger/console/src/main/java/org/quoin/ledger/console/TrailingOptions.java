package org.quoin.ledger.console;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.description.Values;

/**
 * Reads the options that follow an argument, as in {@code ledger:balances user_1 --json}. Karaf takes everything from the
 * first argument on for arguments; so the last argument of a command is a list, in which the options are found here.
 */
final class TrailingOptions {
    private final Action command;
    private final Map<String, Field> options = new HashMap<>();
    private @Nullable Field arguments;

    private TrailingOptions(Action command) {
        this.command = command;
        for (Class<?> type = command.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Option option = field.getAnnotation(Option.class);
                Argument argument = field.getAnnotation(Argument.class);
                if (option != null) {
                    options.put(option.name(), field);
                } else if (argument != null && argument.multiValued()) {
                    arguments = field;
                }
            }
        }
    }

    /**
     * Moves options from the command's last argument to the fields that they are meant for.
     *
     * @throws ConsoleException if there is no such option or its value is missing; the others are set nevertheless
     */
    static void read(Action command) {
        TrailingOptions trailing = new TrailingOptions(command);
        if (trailing.arguments != null) {
            trailing.read(trailing.arguments);
        }
    }

    private void read(Field field) {
        List<String> others = new ArrayList<>();
        ConsoleException mistake = null;
        Iterator<?> words = ((List<?>) get(field)).iterator();
        while (words.hasNext()) {
            String word = String.valueOf(words.next());
            if (word.startsWith("--")) {
                ConsoleException found = set(word, words);
                mistake = mistake == null ? found : mistake;
            } else {
                others.add(word);
            }
        }
        set(field, others);
        if (mistake != null) {
            throw mistake;
        }
    }

    private @Nullable ConsoleException set(String word, Iterator<?> following) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Field option = options.get(name);
        if (option == null) {
            return mistake("UNKNOWN_OPTION", name + " is no option of this command: its --help lists them.", name);
        }
        if (option.getType() == boolean.class) {
            set(option, true);
        } else if (equals >= 0) {
            set(option, word.substring(equals + 1));
        } else if (following.hasNext()) {
            set(option, String.valueOf(following.next()));
        } else {
            return mistake("MISSING_ARGUMENT", name + " needs a value: the command's --help shows an example.", name);
        }
        return null;
    }

    private static ConsoleException mistake(String code, String message, String name) {
        return new ConsoleException(code, message, Values.of("argument", name));
    }

    private Object get(Field field) {
        try {
            field.setAccessible(true);
            return field.get(command);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }

    private void set(Field field, Object value) {
        try {
            field.setAccessible(true);
            field.set(command, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }
}
