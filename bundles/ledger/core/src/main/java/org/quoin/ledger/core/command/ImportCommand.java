package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.FileNames;

@Service
@Command(
        scope = "ledger",
        name = "import",
        description =
                "Take the ledger out of an exported file, after executing every block of it again; keys are not in it",
        detailedDescription = "Into a node that has only begun, or that has the first blocks of the file.\n"
                + "Example: ledger:import /backup/ledger.quoin")
public final class ImportCommand extends LedgerFileCommand {
    @Argument(name = "FILE", description = "What ledger:export wrote", multiValued = true, valueToShowInHelp = "")
    @Completion(FileNames.class)
    private List<String> file = List.of();

    @Override
    protected Answer answer() {
        LedgerFile.Position position = withProgress(
                "executing blocks", progress -> files().importFrom(input().path("FILE", only(file)), progress));
        return Answer.of(position(position).and("added", position.added()));
    }
}
