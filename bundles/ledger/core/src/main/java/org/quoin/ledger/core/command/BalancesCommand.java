package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "balances",
        description = "What an account has of each asset, or had after one of the last 1,024 blocks",
        detailedDescription = "Example: ledger:balances user_1 --height 12")
public final class BalancesCommand extends LedgerCommand {
    @Argument(
            name = "ACCOUNT",
            description = "The account, or that of an agreement, htlc:ID",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Option(name = "--height", description = "After which block; the newest if not given")
    private @Nullable String height;

    @Override
    protected Answer answer() {
        String given = only(account);
        String name = given != null && given.contains(":")
                ? given
                : input().account("ACCOUNT", given).name();
        List<Balance> balances =
                height == null ? ledger().balances(name) : ledger().balances(name, Blocks.height(input(), height));
        return Answer.of(Fields.list(balances.stream().map(CoreFields::balance).toList()));
    }
}
