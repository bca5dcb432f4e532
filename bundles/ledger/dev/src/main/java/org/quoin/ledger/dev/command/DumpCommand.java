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
        name = "dump",
        description = "Write a development ledger and the keys of its wallet into one new file",
        detailedDescription =
                "For dev:restore, here or elsewhere. The keys are in it as they are: play keys, for play assets.\n"
                        + "Example: dev:dump /tmp/story.dump")
public final class DumpCommand extends ReplacingCommand {
    @Argument(name = "FILE", description = "Where nothing is yet", multiValued = true, valueToShowInHelp = "")
    private List<String> file = List.of();

    @Override
    protected Answer answer() {
        Path path = input().path("FILE", only(file));
        return Answer.of(
                position(withProgress("dumping blocks", progress -> snapshots().dump(path, progress))));
    }
}
