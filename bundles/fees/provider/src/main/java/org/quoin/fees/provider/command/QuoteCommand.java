package org.quoin.fees.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.FeeQuote;
import org.quoin.fees.api.Fees;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "fees",
        name = "quote",
        description =
                "What a transaction would cost now, slow, normal and fast: that of HEX, as --sign-only shows it, or a"
                        + " transfer",
        detailedDescription = "Example: fees:quote --from user_1 --to user_2 --amount 1 --asset ETH")
public final class QuoteCommand extends LedgerCommand {
    @Argument(
            name = "HEX",
            description = "The bytes of a signed transaction",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> hex = List.of();

    @Option(name = "--from", description = "The account that pays")
    @Completion(AccountNames.class)
    private @Nullable String from;

    @Option(name = "--to", description = "The account that is paid")
    @Completion(AccountNames.class)
    private @Nullable String to;

    @Option(name = "--amount", description = "How much, in whole units of the asset")
    private @Nullable String amount;

    @Option(name = "--asset", description = "Of which asset")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Override
    protected Answer answer() {
        Fees fees = Fees.of(ledger());
        FeeQuote quote = hex.isEmpty()
                ? quoteTransfer(fees)
                : fees.quote(SignedTransaction.decode(input().bytes("HEX", only(hex)))
                        .transaction());
        Amount base = quote.estimate().base();
        Fields fields = Fields.of("asset", base.asset().symbol())
                .and("base", base)
                .and("execution", quote.estimate().execution())
                .and("data", quote.estimate().data())
                .and("growth", quote.estimate().growth())
                .and("slow", offer(quote.slow()))
                .and("normal", offer(quote.normal()))
                .and("fast", offer(quote.fast()));
        return Answer.of(quote.estimate()
                .failure()
                .map(reason -> fields.and("failure", view().failure(reason)))
                .orElse(fields));
    }

    private FeeQuote quoteTransfer(Fees fees) {
        String payer = input().account("--from", from).name();
        return fees.quote(
                payer,
                new Transfer(
                        payer,
                        input().accountName("--to", to),
                        input().amount("--amount", amount, input().asset("--asset", asset))));
    }

    private static Fields offer(FeeQuote.Offer offer) {
        return Fields.of("asset", offer.fee().asset().symbol())
                .and("basePrice", offer.basePrice())
                .and("tip", offer.tip())
                .and("fee", offer.fee())
                .and("limit", new Amount(offer.terms().limit(), offer.fee().asset()))
                .and("blocks", offer.blocks());
    }
}
