package org.quoin.ledger.dev.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "dev",
        name = "automine",
        description = "Make blocks on demand only, or by themselves again",
        detailedDescription = "While it is off, what is submitted waits for dev:mine, without a receipt; a command that"
                + " submits waits at most 30s for its own. A restart puts it on.\n"
                + "Example: dev:automine off")
public final class AutomineCommand extends DevelopmentCommand {
    @Argument(
            name = "STATE",
            description = "on or off; shows how it is if none is given",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> state = List.of();

    @Override
    protected Answer answer() {
        Development development = development();
        String wanted = only(state);
        if (wanted != null) {
            development.automine(automatically(wanted));
        }
        return Answer.of(Fields.of("automine", development.automine()).and("waiting", (long) development.waiting()));
    }

    private static boolean automatically(String wanted) {
        return switch (wanted) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new ConsoleException(
                        "INVALID_ARGUMENT",
                        "STATE: '" + wanted + "' is neither on nor off: give one of the two.",
                        Values.of("argument", "STATE").and("value", wanted));
        };
    }
}
