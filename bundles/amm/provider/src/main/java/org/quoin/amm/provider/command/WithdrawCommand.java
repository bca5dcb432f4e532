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
import org.quoin.amm.api.WithdrawRange;
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

    @Option(
            name = "--lower-price",
            description = "In a pool with ranges: where yours begins, in asset1 for one of asset0")
    private @Nullable String lowerPrice;

    @Option(name = "--upper-price", description = "And where it ends")
    private @Nullable String upperPrice;

    @Option(name = "--liquidity", description = "How much of it: with 0 only the fees that it has earned")
    private @Nullable String liquidity;

    @Option(name = "--within", description = "How long it may wait, with d, h, m, s: later it is refused")
    private String within = "1m";

    @Override
    protected Answer answer() {
        Pools pools = new Pools(ledger());
        String name = input().required("POOL", only(pool));
        Instant deadline = pools.deadline(input().duration("--within", within));
        String account = input().accountName("--from", from);
        return lowerPrice == null && upperPrice == null
                ? submit(account, shares(pools, name, deadline), () -> pools.pool(name))
                : submit(account, range(name, deadline), () -> new Ranges(ledger()).pool(name));
    }

    private OperationRecord shares(Pools pools, String name, Instant deadline) {
        Amount given = input().amount("--shares", shares, pools.share(name));
        return asset == null
                ? new WithdrawLiquidity(
                        name,
                        given,
                        input().amount("--min0", min0, pools.asset0(name)),
                        input().amount("--min1", min1, pools.asset1(name)),
                        deadline)
                : new WithdrawSingle(
                        name, given, input().amount("--min-out", minOut, input().asset("--asset", asset)), deadline);
    }

    private OperationRecord range(String name, Instant deadline) {
        Ranges.Range range = new Ranges(ledger()).range(name, lowerPrice, upperPrice);
        return new WithdrawRange(
                name,
                range.lower(),
                range.upper(),
                Ranges.liquidity("--liquidity", liquidity),
                input().amount("--min0", min0, range.asset0()),
                input().amount("--min1", min1, range.asset1()),
                deadline);
    }
}
