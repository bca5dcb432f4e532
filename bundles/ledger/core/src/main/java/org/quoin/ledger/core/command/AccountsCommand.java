package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "ledger",
        name = "accounts",
        description = "Accounts in the order of their creation",
        detailedDescription = "Example: ledger:accounts --count 20")
public final class AccountsCommand extends ListCommand {

    @Override
    protected Answer answer() {
        return page(ledger()::accounts, CoreFields::account);
    }
}
