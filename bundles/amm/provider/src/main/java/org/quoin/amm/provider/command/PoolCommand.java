package org.quoin.amm.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.amm.api.AmmFailure;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "amm",
        name = "pool",
        description = "What a pool has, and how many shares there are of it, or at what price it is",
        detailedDescription = "Example: amm:pool ETH_BTC")
public final class PoolCommand extends LedgerCommand {
    @Argument(name = "POOL", description = "Name of the pool", multiValued = true, valueToShowInHelp = "")
    @Completion(PoolNames.class)
    private List<String> pool = List.of();

    @Override
    protected Answer answer() {
        String name = input().required("POOL", only(pool));
        try {
            return Answer.of(new Pools(ledger()).pool(name));
        } catch (RefusedException e) {
            if (!e.failure().code().equals(AmmFailure.WRONG_KIND.name())) {
                throw e;
            }
            return Answer.of(new Ranges(ledger()).pool(name));
        }
    }
}
