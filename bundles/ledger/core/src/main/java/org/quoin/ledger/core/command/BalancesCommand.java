package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "balances",
        description = "What an account has of each asset",
        detailedDescription = "Example: ledger:balances user_1")
public final class BalancesCommand extends LedgerCommand {
    @Argument(name = "ACCOUNT", description = "The account", multiValued = true, valueToShowInHelp = "")
    private List<String> account = List.of();

    @Override
    protected Answer answer() {
        String name = input().account("ACCOUNT", only(account)).name();
        return Answer.of(Fields.list(
                ledger().balances(name).stream().map(CoreFields::balance).toList()));
    }
}
