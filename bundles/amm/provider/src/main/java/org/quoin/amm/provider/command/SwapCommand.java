package org.quoin.amm.provider.command;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.SwapExactIn;
import org.quoin.amm.api.SwapExactOut;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.OperationRecord;
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
        detailedDescription =
                "Example: amm:swap --from user_2 --asset ETH --for BTC --amount 10 --via ETH_BTC --min-out 4.5")
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
            description = "Pools that it goes through, one after the other, with commas between their names")
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
        Instant deadline = new Pools(ledger()).deadline(input().duration("--within", within));
        return submit(input().accountName("--from", from), operation(terms, deadline), this::swapped);
    }

    private OperationRecord operation(Terms terms, Instant deadline) {
        if (terms.given() != null) {
            Amount least = input().amount("--min-out", minOut, terms.assetOut());
            return new SwapExactIn(terms.route(), terms.given(), least, deadline);
        }
        Amount most = input().amount("--max-in", maxIn, terms.assetIn());
        return new SwapExactOut(terms.route(), most, Objects.requireNonNull(terms.received()), deadline);
    }

    /** What went into the first pool, and what came out of the last one. */
    private Fields swapped(Receipt receipt) {
        List<Values> hops = receipt.events().stream()
                .filter(event -> event.type().equals("amm.swapped"))
                .map(Event::data)
                .toList();
        Values first = hops.get(0);
        Values last = hops.get(hops.size() - 1);
        return Fields.of("assetIn", first.text("assetIn"))
                .and("amountIn", amount(first, "amountIn", "assetIn"))
                .and("assetOut", last.text("assetOut"))
                .and("amountOut", amount(last, "amountOut", "assetOut"));
    }

    private Amount amount(Values hop, String name, String asset) {
        return new Amount(
                hop.units(name),
                ledger().asset(hop.text(asset)).map(AssetInfo::asset).orElseThrow());
    }
}
