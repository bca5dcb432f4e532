package org.quoin.ledger.dev.command;

import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "dev",
        name = "restore",
        description = "Put a dumped ledger and its keys in the place of this development ledger, whatever it holds",
        detailedDescription = "Example: dev:restore /tmp/story.dump")
public final class RestoreCommand extends ReplacingCommand {
    @Argument(name = "FILE", description = "What dev:dump wrote", multiValued = true, valueToShowInHelp = "")
    private List<String> file = List.of();

    @Override
    protected Answer answer() {
        Path path = input().path("FILE", only(file));
        return Answer.of(position(
                withProgress("executing blocks", progress -> snapshots().restore(path, progress))));
    }
}
