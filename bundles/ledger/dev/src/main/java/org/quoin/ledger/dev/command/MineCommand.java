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
        name = "mine",
        description = "Make blocks on a development chain",
        detailedDescription =
                "They are empty, unless transactions wait because of dev:automine off.\n" + "Example: dev:mine 10")
public final class MineCommand extends DevelopmentCommand {
    private static final int MAX = 10_000;

    @Argument(
            name = "BLOCKS",
            description = "How many, 1 to 10000; 1 if not given",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> blocks = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(Chains.position(
                development().mine((int) input().number("BLOCKS", blocks.isEmpty() ? "1" : only(blocks), 1, MAX))));
    }
}
