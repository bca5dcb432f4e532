package org.quoin.ledger.dev.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "dev",
        name = "revert",
        description = "Bring a development ledger back to a snapshot, and give up what came later",
        detailedDescription = "Later snapshots are forgotten; keys of the wallet and deployed bundles stay.\n"
                + "Example: dev:revert 1")
public final class RevertCommand extends ReplacingCommand {
    @Argument(name = "SNAPSHOT", description = "Its number", multiValued = true, valueToShowInHelp = "")
    private List<String> number = List.of();

    @Override
    protected Answer answer() {
        long wanted = input().number("SNAPSHOT", only(number), 1, Long.MAX_VALUE);
        return Answer.of(fields(progress("going back").during(() -> snapshots().revert(wanted))));
    }
}
