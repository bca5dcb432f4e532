package org.quoin.amm.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.CreatePool;
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

    @Override
    protected Answer answer() {
        String called = input().required("NAME", only(name));
        CreatePool pool = new CreatePool(
                called, input().assetSymbol("--asset0", asset0), input().assetSymbol("--asset1", asset1), (int)
                        input().number("--fee", fee, 0, 1_000_000));
        return submit(input().accountName("--from", from), pool, () -> new Pools(ledger()).pool(called));
    }
}
