package org.quoin.amm.provider.command;

import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.WithdrawLiquidity;
import org.quoin.amm.api.WithdrawSingle;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "withdraw",
        description = "Give shares of a pool back, for as much of both assets as they are worth",
        detailedDescription = "Example: amm:withdraw ETH_BTC --from user_1 --shares 10 --min0 14 --min1 7")
public final class WithdrawCommand extends WriteCommand {
    @Argument(name = "POOL", description = "Name of the pool", multiValued = true, valueToShowInHelp = "")
    @Completion(PoolNames.class)
    private List<String> pool = List.of();

    @Option(name = "--from", description = "The account whose shares they are")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--shares", description = "How many")
    private @Nullable String shares;

    @Option(name = "--min0", description = "The least that you accept of the first asset of the pool")
    private @Nullable String min0;

    @Option(name = "--min1", description = "The least that you accept of the other one")
    private @Nullable String min1;

    @Option(name = "--asset", description = "Instead of both: the one that is wanted; the other is swapped in the pool")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = "--min-out", description = "With --asset: the least of it that you accept")
    private @Nullable String minOut;

    @Option(name = "--within", description = "How long it may wait, with d, h, m, s: later it is refused")
    private String within = "1m";

    @Override
    protected Answer answer() {
        Pools pools = new Pools(ledger());
        String name = input().required("POOL", only(pool));
        Amount given = input().amount("--shares", shares, pools.share(name));
        Instant deadline = pools.deadline(input().duration("--within", within));
        OperationRecord withdrawal = asset == null
                ? new WithdrawLiquidity(
                        name,
                        given,
                        input().amount("--min0", min0, pools.asset0(name)),
                        input().amount("--min1", min1, pools.asset1(name)),
                        deadline)
                : new WithdrawSingle(
                        name, given, input().amount("--min-out", minOut, input().asset("--asset", asset)), deadline);
        return submit(input().accountName("--from", from), withdrawal, () -> pools.pool(name));
    }
}
