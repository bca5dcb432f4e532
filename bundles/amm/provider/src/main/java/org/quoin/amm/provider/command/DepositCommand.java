package org.quoin.amm.provider.command;

import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.DepositLiquidity;
import org.quoin.amm.api.DepositRange;
import org.quoin.amm.api.DepositSingle;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "deposit",
        description = "Put both assets into a pool, as much as fits its price, or one alone, for shares",
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

    @Option(name = "--asset", description = "Instead of both: the one that is given; part of it is swapped in the pool")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = "--amount", description = "With --asset: the most of it")
    private @Nullable String amount;

    @Option(name = "--min-shares", description = "The fewest shares that you accept")
    private @Nullable String minShares;

    @Option(
            name = "--lower-price",
            description = "In a pool with ranges: where yours begins, in asset1 for one of asset0")
    private @Nullable String lowerPrice;

    @Option(name = "--upper-price", description = "And where it ends: the nearest that the pool has")
    private @Nullable String upperPrice;

    @Option(name = "--min-liquidity", description = "Instead of shares there: the least that you accept")
    private @Nullable String minLiquidity;

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
        Amount least = input().amount("--min-shares", minShares, pools.share(name));
        return asset == null
                ? new DepositLiquidity(
                        name,
                        input().amount("--amount0", amount0, pools.asset0(name)),
                        input().amount("--amount1", amount1, pools.asset1(name)),
                        least,
                        deadline)
                : new DepositSingle(
                        name, input().amount("--amount", amount, input().asset("--asset", asset)), least, deadline);
    }

    private OperationRecord range(String name, Instant deadline) {
        Ranges.Range range = new Ranges(ledger()).range(name, lowerPrice, upperPrice);
        return new DepositRange(
                name,
                range.lower(),
                range.upper(),
                input().amount("--amount0", amount0, range.asset0()),
                input().amount("--amount1", amount1, range.asset1()),
                Ranges.liquidity("--min-liquidity", minLiquidity),
                deadline);
    }
}
