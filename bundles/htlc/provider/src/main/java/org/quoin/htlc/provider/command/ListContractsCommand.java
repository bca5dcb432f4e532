package org.quoin.htlc.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "htlc",
        name = "list",
        description = "Contracts in the order of their creation, settled ones too",
        detailedDescription = "Example: htlc:list --count 20")
public final class ListContractsCommand extends ListCommand {

    @Override
    protected Answer answer() {
        Contracts contracts = new Contracts(ledger());
        return page(contracts::page, contracts::fields);
    }
}
