package org.quoin.ledger.dev.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;

@Service
@Command(
        scope = "dev",
        name = "time-set",
        description = "Move the clock of a development chain forward to a time and make a block",
        detailedDescription =
                "Time never falls: what takes it back is dev:revert.\n" + "Example: dev:time-set 2031-01-01T00:00:00Z")
public final class TimeSetCommand extends DevelopmentCommand {
    @Argument(name = "TIME", description = "As RFC 3339 has it", multiValued = true, valueToShowInHelp = "")
    private List<String> time = List.of();

    @Override
    protected Answer answer() {
        Instant wanted = time(only(time));
        Instant now = ledger().now();
        if (!wanted.isAfter(now)) {
            throw new ConsoleException(
                    "TIME_PASSED",
                    "It is " + now + " on the ledger already, and time never falls: name a later one, or go back with"
                            + " dev:revert.",
                    Values.of("time", now));
        }
        return Answer.of(Chains.position(development().advanceTo(wanted)));
    }

    private Instant time(@Nullable String given) {
        String time = input().required("TIME", given);
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "TIME: '" + time + "' is not a time as RFC 3339 has it: write it like 2031-01-01T00:00:00Z.",
                    Values.of("argument", "TIME").and("value", time));
        }
    }
}
