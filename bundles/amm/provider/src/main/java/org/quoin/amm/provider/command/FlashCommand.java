package org.quoin.amm.provider.command;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.SwapOpen;
import org.quoin.amm.api.TakeAll;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "flash",
        description = "Swap what you do not have through pools that lead back to it, and keep what is more of it",
        detailedDescription =
                "Example: amm:flash --from user_2 --asset ETH --amount 10 --via ETH_BTC,CHEAP --min-profit 0.1")
public final class FlashCommand extends WriteCommand {
    @Option(name = "--from", description = "The account that gets what is left over")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--asset", description = "What comes into the first pool, and out of the last one")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = "--amount", description = "How much of it, owed within the transaction alone")
    private @Nullable String amount;

    @Option(name = "--via", description = "Pools that it goes through, with commas between their names")
    @Completion(PoolNames.class)
    private @Nullable String via;

    @Option(name = "--min-profit", description = "The least that is to be left over: with less nothing happens")
    private @Nullable String minProfit;

    @Option(name = "--within", description = "How long it may wait, with d, h, m, s: later it is refused")
    private String within = "1m";

    @Override
    protected Answer answer() {
        Asset given = input().asset("--asset", asset);
        Instant deadline = new Pools(ledger()).deadline(input().duration("--within", within));
        SwapOpen swap = new SwapOpen(
                List.of(input().required("--via", via).split(",")),
                input().amount("--amount", amount, given),
                Amount.zero(given),
                deadline);
        TakeAll profit = new TakeAll(input().amount("--min-profit", minProfit, given));
        return submit(input().accountName("--from", from), List.of(swap, profit), receipt -> left(receipt, given));
    }

    private static Fields left(Receipt receipt, Asset asset) {
        BigInteger units = receipt.events().stream()
                .filter(event -> event.type().equals("amm.taken"))
                .map(Event::data)
                .map(taken -> taken.units("amount"))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return Fields.of("asset", asset.symbol()).and("profit", new Amount(units, asset));
    }
}
