package org.quoin.amm.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.DepositLiquidity;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "deposit",
        description = "Put both assets into a pool, as much as fits its price, for shares",
        detailedDescription = "Example: amm:deposit ETH_BTC --from user_1 --amount0 100 --amount1 50 --min-shares 1")
public final class DepositCommand extends WriteCommand {
    @Argument(name = "POOL", description = "Name of the pool", multiValued = true, valueToShowInHelp = "")
    @Completion(PoolNames.class)
    private List<String> pool = List.of();

    @Option(name = "--from", description = "The account that gives both, and gets the shares")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--amount0", description = "The most of the first asset of the pool")
    private @Nullable String amount0;

    @Option(name = "--amount1", description = "The most of the other one")
    private @Nullable String amount1;

    @Option(name = "--min-shares", description = "The fewest shares that you accept")
    private @Nullable String minShares;

    @Option(name = "--within", description = "How long it may wait, with d, h, m, s: later it is refused")
    private String within = "1m";

    @Override
    protected Answer answer() {
        Pools pools = new Pools(ledger());
        String name = input().required("POOL", only(pool));
        DepositLiquidity deposit = new DepositLiquidity(
                name,
                input().amount("--amount0", amount0, pools.asset0(name)),
                input().amount("--amount1", amount1, pools.asset1(name)),
                input().amount("--min-shares", minShares, pools.share(name)),
                pools.deadline(input().duration("--within", within)));
        return submit(input().accountName("--from", from), deposit, () -> pools.pool(name));
    }
}
