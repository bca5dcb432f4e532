package org.quoin.ledger.dev.command;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.console.LedgerCommand;

/** A command that moves time, or makes blocks. */
abstract class DevelopmentCommand extends LedgerCommand {
    @Reference(optional = true)
    private @Nullable Development development;

    final Development development() {
        return Chains.requireDevelopment(development);
    }
}
