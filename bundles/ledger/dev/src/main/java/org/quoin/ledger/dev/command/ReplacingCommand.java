package org.quoin.ledger.dev.command;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.Snapshots;
import org.quoin.ledger.api.Snapshots.Snapshot;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

/** A command for what the ledger was, or is to become. */
abstract class ReplacingCommand extends LedgerCommand {
    @Reference(optional = true)
    private @Nullable Snapshots snapshots;

    final Snapshots snapshots() {
        return Chains.requireDevelopment(snapshots);
    }

    static Fields fields(Snapshot snapshot) {
        return Fields.of("snapshot", snapshot.number())
                .and("height", snapshot.height())
                .and("head", snapshot.head())
                .and("stateRoot", snapshot.stateRoot())
                .and("time", snapshot.time());
    }

    static Fields position(LedgerFile.Position position) {
        return Fields.of("height", position.height()).and("stateRoot", position.stateRoot());
    }
}
