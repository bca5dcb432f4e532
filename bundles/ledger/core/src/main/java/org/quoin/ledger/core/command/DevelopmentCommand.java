package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.LedgerCommand;

/** A command for development chains: there is no such service on others. */
abstract class DevelopmentCommand extends LedgerCommand {
    @Reference(optional = true)
    private @Nullable Development development;

    final Development development() {
        if (development == null) {
            throw new ConsoleException(
                    "NOT_DEVELOPMENT",
                    "Time cannot be moved on this chain: only a development chain, started by quoin dev, allows it.",
                    Values.none());
        }
        return development;
    }
}
