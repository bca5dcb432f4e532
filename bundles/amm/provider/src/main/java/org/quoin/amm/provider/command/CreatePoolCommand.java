package org.quoin.amm.provider.command;

import java.math.BigInteger;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.CreatePool;
import org.quoin.amm.api.CreateRangedPool;
import org.quoin.amm.api.Prices;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "pool-create",
        description = "Create a pool of two assets, with nothing in it",
        detailedDescription = "Example: amm:pool-create ETH_BTC --from user_1 --asset0 ETH --asset1 BTC --fee 3000")
public final class CreatePoolCommand extends WriteCommand {
    @Argument(name = "NAME", description = "What it will be called", multiValued = true, valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--from", description = "The account that creates it")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--asset0", description = "The asset that is named first")
    @Completion(AssetSymbols.class)
    private @Nullable String asset0;

    @Option(name = "--asset1", description = "The other one")
    @Completion(AssetSymbols.class)
    private @Nullable String asset1;

    @Option(name = "--fee", description = "Of what comes in, in millionths: 100, 500, 3000 or 10000")
    private String fee = "3000";

    @Option(
            name = "--price",
            description =
                    "For a pool with ranges: what one of asset0 is worth in asset1 at first. Without it, the first deposit says so")
    private @Nullable String price;

    @Override
    protected Answer answer() {
        String called = input().required("NAME", only(name));
        Asset zero = input().asset("--asset0", asset0);
        Asset one = input().asset("--asset1", asset1);
        int millionths = (int) input().number("--fee", fee, 0, 1_000_000);
        String account = input().accountName("--from", from);
        if (price == null) {
            CreatePool pool = new CreatePool(called, zero.symbol(), one.symbol(), millionths);
            return submit(account, pool, () -> new Pools(ledger()).pool(called));
        }
        BigInteger sqrtPrice = Prices.sqrtPrice(Ranges.price("--price", price), zero, one);
        CreateRangedPool pool = new CreateRangedPool(called, zero.symbol(), one.symbol(), millionths, sqrtPrice);
        return submit(account, pool, () -> new Ranges(ledger()).pool(called));
    }
}
