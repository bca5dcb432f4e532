package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "info",
        description = "Where the ledger stands",
        detailedDescription = "Example: ledger:info")
public final class InfoCommand extends LedgerCommand {

    @Override
    protected Answer answer() {
        return Answer.of(CoreFields.info(ledger().info()));
    }
}
