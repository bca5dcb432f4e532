package org.quoin.amm.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.DonateLiquidity;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "donate",
        description = "Give something to all who have shares of a pool; it does not come back, and moves the price",
        detailedDescription = "Example: amm:donate ETH_BTC --from user_1 --amount0 2 --amount1 1")
public final class DonateCommand extends WriteCommand {
    @Argument(name = "POOL", description = "Name of the pool", multiValued = true, valueToShowInHelp = "")
    @Completion(PoolNames.class)
    private List<String> pool = List.of();

    @Option(name = "--from", description = "The account that gives it")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--amount0", description = "How much of the first asset of the pool")
    private String amount0 = "0";

    @Option(name = "--amount1", description = "How much of the other one")
    private String amount1 = "0";

    @Option(name = "--within", description = "How long it may wait, with d, h, m, s: later it is refused")
    private String within = "1m";

    @Override
    protected Answer answer() {
        Pools pools = new Pools(ledger());
        String name = input().required("POOL", only(pool));
        DonateLiquidity gift = new DonateLiquidity(
                name,
                input().amount("--amount0", amount0, pools.asset0(name)),
                input().amount("--amount1", amount1, pools.asset1(name)),
                pools.deadline(input().duration("--within", within)));
        return submit(input().accountName("--from", from), gift, () -> pools.pool(name));
    }
}
