package org.quoin.ledger.core.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;
import org.quoin.ledger.console.Screen;
import org.quoin.ledger.console.Screen.Style;

/**
 * What the shell itself refuses of a command line, in the words of all other failures: before a command can say anything, Karaf
 * 4.4.10 looks at the options that come before its arguments, and at how many arguments there are.
 *
 * <p>The shell prints the help of the exception as soon as its listeners have been told, and nobody is asked in between. So
 * the help is replaced there and then; in another version of the shell it would stay as it is. The message is left alone.
 */
@Component(reference = @Reference(name = "shell", service = SessionFactory.class))
public final class ShellRefusals implements CommandSessionListener {
    private static final Logger LOG = System.getLogger(ShellRefusals.class.getName());
    private static final String SEE_EXAMPLE = "the command's --help shows an example.";

    /** What the shell means by a message that begins so, and how it goes on. */
    private enum Kind {
        UNKNOWN_OPTION("Undefined option: ([^=]*).*", " is no option of this command: its --help lists them."),
        NO_VALUE("Missing value for option: ([^=]*).*", " needs a value: " + SEE_EXAMPLE),
        NOT_GIVEN("(?:Option|Argument) (.+) is required", " is missing: " + SEE_EXAMPLE),
        NOT_CONVERTED(
                "Unable to convert (?:option|argument) (.+) with value '.*' to type .*",
                " cannot be read: " + SEE_EXAMPLE),
        TOO_MANY_ARGUMENTS("Too many arguments specified()", "There are too many arguments: " + SEE_EXAMPLE);

        private final Pattern message;
        private final String sentence;

        Kind(String message, String sentence) {
            this.message = Pattern.compile(message, Pattern.DOTALL);
            this.sentence = sentence;
        }

        private String code() {
            return switch (this) {
                case NO_VALUE, NOT_GIVEN -> "MISSING_ARGUMENT";
                case NOT_CONVERTED -> "INVALID_ARGUMENT";
                case UNKNOWN_OPTION, TOO_MANY_ARGUMENTS -> name();
            };
        }
    }

    /** Empty if the command itself has said what is wrong, or it is no such exception. */
    static Optional<Failure> failure(Exception exception) {
        if (!(exception instanceof CommandException) || exception.getMessage() == null) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            Matcher words = kind.message.matcher(exception.getMessage());
            if (words.matches()) {
                String argument = words.group(1);
                Values values = argument.isEmpty() ? Values.none() : Values.of("argument", argument);
                return Optional.of(new Failure(kind.code(), argument + kind.sentence, values));
            }
        }
        return Optional.empty();
    }

    static boolean wantsJson(CharSequence line) {
        return List.of(line.toString().strip().split("\\s+")).contains("--json");
    }

    static String json(Failure failure) {
        return JsonView.line(Fields.of("error", JsonView.failure(failure)));
    }

    static String sentence(Failure failure) {
        return failure.message() + " [" + failure.code() + "]";
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        // Only what fails is of interest.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        // Only what fails is of interest.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception exception) {
        failure(exception)
                .ifPresent(failure -> replaceHelp(
                        exception,
                        wantsJson(line) ? json(failure) : screen(session).styled(Style.RED, sentence(failure))));
    }

    private static Screen screen(CommandSession session) {
        return session.get(".session") instanceof Session console ? Screen.of(console) : Screen.of(0, null, null);
    }

    private static void replaceHelp(@Nullable Exception exception, String help) {
        try {
            Field field = CommandException.class.getDeclaredField("help");
            field.setAccessible(true);
            field.set(exception, help);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "the shell says in its own words what is wrong with a line", e);
        }
    }
}
