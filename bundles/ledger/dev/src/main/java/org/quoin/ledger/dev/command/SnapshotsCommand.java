package org.quoin.ledger.dev.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "dev",
        name = "snapshots",
        description = "List the snapshots that a development ledger can go back to",
        detailedDescription = "Example: dev:snapshots")
public final class SnapshotsCommand extends ReplacingCommand {
    @Override
    protected Answer answer() {
        return Answer.of(Fields.list(
                snapshots().list().stream().map(ReplacingCommand::fields).toList()));
    }
}
