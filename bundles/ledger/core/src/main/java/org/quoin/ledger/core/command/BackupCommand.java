package org.quoin.ledger.core.command;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Backup;
import org.quoin.ledger.api.Maintenance;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.FileNames;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "backup",
        description = "Copy the ledger, without keys, as it stands at the newest block",
        detailedDescription = "Example: ledger:backup /var/backups/quoin-monday")
public final class BackupCommand extends LedgerCommand {
    @Reference
    private Maintenance maintenance;

    @Argument(
            name = "DIRECTORY",
            description = "An absolute path on the node's machine where nothing is yet",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(FileNames.class)
    private List<String> directory = List.of();

    @Override
    protected Answer answer() {
        String given = input().required("DIRECTORY", only(directory));
        try {
            Path path = absolute(given);
            Backup backup = progress("copying the ledger").during(() -> maintenance.backup(path));
            return Answer.of(Fields.of("directory", given)
                    .and("height", backup.height())
                    .and("head", backup.head())
                    .and("stateRoot", backup.stateRoot())
                    .and("bytes", backup.bytes()));
        } catch (IOException e) {
            ConsoleException failed = new ConsoleException(
                    "BACKUP_FAILED",
                    "The backup could not be written (" + e.getMessage()
                            + ") and nothing is left of it: name another directory, or free space there.",
                    Values.of("directory", given));
            failed.initCause(e);
            throw failed;
        }
    }

    private static Path absolute(String given) {
        try {
            Path path = Path.of(given);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw notAbsolute(given);
        }
        throw notAbsolute(given);
    }

    private static ConsoleException notAbsolute(String given) {
        return new ConsoleException(
                "INVALID_ARGUMENT",
                "DIRECTORY '" + given + "' is not an absolute path on the node's machine: write it from / on.",
                Values.of("argument", "DIRECTORY").and("value", given));
    }
}
