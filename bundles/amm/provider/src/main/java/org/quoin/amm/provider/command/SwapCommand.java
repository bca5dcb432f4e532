package org.quoin.amm.provider.command;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.AmmQuote;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "swap",
        description = "Swap an asset for another one, at the worst for what you accept",
        detailedDescription = "Example: amm:swap --from user_2 --asset ETH --for BTC --amount 10 --min-out 4.5")
public final class SwapCommand extends WriteCommand {
    @Option(name = "--from", description = "The account that gives and receives")
    @Completion(SignerNames.class)
    private @Nullable String from;

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

    @Option(name = "--min-out", description = "With --amount: the least that you accept")
    private @Nullable String minOut;

    @Option(name = "--max-in", description = "With --receive: the most that you give")
    private @Nullable String maxIn;

    @Option(name = "--within", description = "How long it may wait, with d, h, m, s: later it is refused")
    private String within = "1m";

    @Override
    protected Answer answer() {
        Terms terms = Terms.of(input(), via, asset, wanted, amount, receive);
        Amount limit = terms.given() != null
                ? input().amount("--min-out", minOut, terms.assetOut())
                : input().amount("--max-in", maxIn, terms.assetIn());
        Instant deadline = new Pools(ledger()).deadline(input().duration("--within", within));
        String account = input().accountName("--from", from);
        Quote quote = Quote.of(ledger(), terms);
        return submit(account, quote.operations(limit, deadline), receipt -> swapped(receipt, quote));
    }

    /** What all legs took, each into its first pool, and gave, each out of its last one. */
    private static Fields swapped(Receipt receipt, Quote quote) {
        List<Values> hops = receipt.events().stream()
                .filter(event -> event.type().equals("amm.swapped"))
                .map(Event::data)
                .toList();
        BigInteger in = BigInteger.ZERO;
        BigInteger out = BigInteger.ZERO;
        int hop = 0;
        for (AmmQuote leg : quote.offer().legs()) {
            in = in.add(hops.get(hop).units("amountIn"));
            hop += leg.route().size();
            out = out.add(hops.get(hop - 1).units("amountOut"));
        }
        Asset given = quote.terms().assetIn();
        Asset received = quote.terms().assetOut();
        return Fields.of("assetIn", given.symbol())
                .and("amountIn", new Amount(in, given))
                .and("assetOut", received.symbol())
                .and("amountOut", new Amount(out, received));
    }
}
