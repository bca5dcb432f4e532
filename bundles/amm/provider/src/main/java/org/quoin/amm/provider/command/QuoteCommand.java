package org.quoin.amm.provider.command;

import java.util.Objects;
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
        description = "What a swap would come to now: route, fee, price impact, and both amounts",
        detailedDescription = "Example: amm:quote --asset ETH --for BTC --amount 10 --via ETH_BTC")
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
            description = "Pools that it goes through, one after the other, with commas between their names")
    @Completion(PoolNames.class)
    private @Nullable String via;

    @Override
    protected Answer answer() {
        Pools pools = new Pools(ledger());
        Terms terms = Terms.of(input(), via, asset, wanted, amount, receive);
        return Answer.of(
                terms.given() != null
                        ? pools.quote(terms.route(), terms.given(), terms.assetOut())
                        : pools.quoteExactOut(
                                terms.route(), terms.assetIn(), Objects.requireNonNull(terms.received())));
    }
}
