package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.NoWords;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "ledger",
        name = "asset-create",
        description =
                "Create an asset with its whole supply in the hands of one account, which signs and becomes the issuer unless --as names another",
        detailedDescription = "Example: ledger:asset-create GOLD --decimals 2 --supply 1000 --to user_1")
public final class AssetCreateCommand extends WriteCommand {
    @Argument(name = "SYMBOL", description = "The symbol of the new asset", multiValued = true, valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> symbol = List.of();

    @Option(name = "--decimals", description = "How many decimal places a whole unit divides into, 0 to 30")
    private @Nullable String decimals;

    @Option(name = "--supply", description = "All that there will be of it, in whole units")
    private @Nullable String supply;

    @Option(name = "--to", description = "The account that receives the supply")
    @Completion(AccountNames.class)
    private @Nullable String to;

    @Override
    protected Answer answer() {
        String name = input().assetSymbol("SYMBOL", only(symbol));
        Asset asset = new Asset(name, (int) input().number("--decimals", decimals, 0, Asset.MAX_DECIMALS));
        Amount whole = input().amount("--supply", supply, asset);
        String receiver = input().accountName("--to", to);
        return submit(
                receiver,
                new CreateAsset(whole, receiver),
                () -> CoreFields.asset(ledger().asset(name).orElseThrow()));
    }
}
