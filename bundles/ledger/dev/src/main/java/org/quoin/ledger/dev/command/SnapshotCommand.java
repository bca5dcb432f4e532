package org.quoin.ledger.dev.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "dev",
        name = "snapshot",
        description = "Remember how a development ledger stands, to go back there with dev:revert",
        detailedDescription = "Example: dev:snapshot")
public final class SnapshotCommand extends ReplacingCommand {
    @Override
    protected Answer answer() {
        return Answer.of(fields(snapshots().take()));
    }
}
