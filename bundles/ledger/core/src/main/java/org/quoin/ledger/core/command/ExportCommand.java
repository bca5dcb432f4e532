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
        name = "export",
        description =
                "Write every block into one file, from which another node can import the ledger; keys are not in it",
        detailedDescription = "Example: ledger:export /backup/ledger.quoin")
public final class ExportCommand extends LedgerFileCommand {
    @Argument(name = "FILE", description = "The new file", multiValued = true, valueToShowInHelp = "")
    @Completion(FileNames.class)
    private List<String> file = List.of();

    @Override
    protected Answer answer() {
        LedgerFile.Position position = withProgress(
                "exporting blocks", progress -> files().exportTo(input().path("FILE", only(file)), progress));
        return Answer.of(position(position));
    }
}
