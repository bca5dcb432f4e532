package org.quoin.amm.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "amm",
        name = "quote",
        description = "What a swap would come to now: both amounts, fee, price impact, limit and route",
        detailedDescription = "Example: amm:quote --asset ETH --for BTC --amount 10")
public final class QuoteCommand extends LedgerCommand {
    @Option(name = "--asset", description = "What is given")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = "--for", description = "What is received")
    @Completion(AssetSymbols.class)
    private @Nullable String wanted;

    @Option(name = "--amount", description = "How much is given, exactly")
    private @Nullable String amount;

    @Option(name = "--receive", description = "Instead: how much is received, exactly")
    private @Nullable String receive;

    @Option(
            name = "--via",
            description = "Pools that it goes through, with commas between their names, if not the best that are found")
    @Completion(PoolNames.class)
    private @Nullable String via;

    @Option(name = "--slippage", description = "How much worse you would accept, in millionths: the limit is shown")
    private String slippage = "5000";

    @Override
    protected Answer answer() {
        int accepted = (int) input().number("--slippage", slippage, 0, 1_000_000);
        Terms terms = Terms.of(input(), via, asset, wanted, amount, receive);
        return Answer.of(Quote.of(ledger(), terms).fields(accepted));
    }
}
