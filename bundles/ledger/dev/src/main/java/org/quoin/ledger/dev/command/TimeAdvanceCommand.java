package org.quoin.ledger.dev.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.NoWords;

@Service
@Command(
        scope = "dev",
        name = "time-advance",
        description = "Move the clock of a development chain forward and make a block",
        detailedDescription = "Example: dev:time-advance 1h30m")
public final class TimeAdvanceCommand extends DevelopmentCommand {
    @Argument(
            name = "DURATION",
            description = "How far, with the units d, h, m and s",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> duration = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(Chains.position(development().advance(input().duration("DURATION", only(duration)))));
    }
}
