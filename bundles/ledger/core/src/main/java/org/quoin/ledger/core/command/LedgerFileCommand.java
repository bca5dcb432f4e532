package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

/** What export and import have in common. */
abstract class LedgerFileCommand extends LedgerCommand {
    @Reference
    private LedgerFile files;

    final LedgerFile files() {
        return files;
    }

    static Fields position(LedgerFile.Position position) {
        return Fields.of("height", position.height()).and("stateRoot", position.stateRoot());
    }
}
