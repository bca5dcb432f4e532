package org.quoin.amm.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "amm",
        name = "positions",
        description = "What an account has in pools, and what it would get for it",
        detailedDescription = "Example: amm:positions user_1")
public final class PositionsCommand extends ListCommand {
    @Argument(name = "ACCOUNT", description = "The account", multiValued = true, valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Option(name = "--ranged", description = "What it provides between prices, instead of its shares")
    private boolean ranged;

    @Override
    protected Answer answer() {
        String name = input().accountName("ACCOUNT", only(account));
        if (ranged) {
            Ranges ranges = new Ranges(ledger());
            return page((cursor, limit) -> ranges.positions(name, cursor, limit), ranges::positionFields);
        }
        Pools pools = new Pools(ledger());
        return page((cursor, limit) -> pools.positions(name, cursor, limit), pools::positionFields);
    }
}
