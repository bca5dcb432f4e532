package org.quoin.amm.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "amm",
        name = "pools",
        description = "Pools in the order in which they were created",
        detailedDescription = "Example: amm:pools --count 20")
public final class PoolsCommand extends ListCommand {
    @Option(name = "--ranged", description = "Those with ranges, instead of those with shares")
    private boolean ranged;

    @Override
    protected Answer answer() {
        if (ranged) {
            Ranges ranges = new Ranges(ledger());
            return page(ranges::pools, ranges::poolFields);
        }
        Pools pools = new Pools(ledger());
        return page(pools::pools, pools::poolFields);
    }
}
