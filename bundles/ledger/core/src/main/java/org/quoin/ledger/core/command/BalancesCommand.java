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
    @Argument(
            name = "ACCOUNT",
            description = "The account, or that of an agreement, htlc:ID",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> account = List.of();

    @Override
    protected Answer answer() {
        String given = only(account);
        String name = given != null && given.contains(":")
                ? given
                : input().account("ACCOUNT", given).name();
        return Answer.of(Fields.list(
                ledger().balances(name).stream().map(CoreFields::balance).toList()));
    }
}
