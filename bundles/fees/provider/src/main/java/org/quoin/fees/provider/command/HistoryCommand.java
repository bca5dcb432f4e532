package org.quoin.fees.provider.command;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.FeeHistory;
import org.quoin.fees.api.Fees;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "fees",
        name = "history",
        description =
                "What the last blocks have cost, in the shape of eth_feeHistory: one price more than there are blocks",
        detailedDescription = "Example: fees:history --count 5 --percentiles 10,50,90")
public final class HistoryCommand extends LedgerCommand {
    private static final String PERCENTILES = "--percentiles";

    @Option(name = "--count", description = "How many blocks, 1 to 1024")
    private String count = "10";

    @Option(name = "--newest", description = "The height of the last of them; the newest block if it is left out")
    private @Nullable String newest;

    @Option(
            name = PERCENTILES,
            description =
                    "Of which parts of the gas of a block to show the tips: whole numbers from 0 to 100, ascending, with"
                            + " commas between")
    private @Nullable String percentiles;

    @Override
    protected Answer answer() {
        FeeHistory history = Fees.of(ledger())
                .history(
                        (int) input().number("--count", count, 1, Fees.HISTORY),
                        newest == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(input().number("--newest", newest, 0, Long.MAX_VALUE)),
                        parts());
        Amount first = history.baseFees().get(0);
        Fields fields = Fields.of("oldestBlock", history.oldestBlock())
                .and("asset", first.asset().symbol())
                .and("baseFeePerGas", texts(history.baseFees()))
                .and(
                        "gasUsedRatio",
                        history.gasUsedRatios().stream().map(String::valueOf).toList());
        return Answer.of(
                history.rewards().isEmpty()
                        ? fields
                        : fields.and(
                                "reward",
                                history.rewards().stream()
                                        .map(HistoryCommand::texts)
                                        .toList()));
    }

    private List<Double> parts() {
        List<Double> parts = new ArrayList<>();
        if (percentiles != null) {
            for (String each : percentiles.split(",", -1)) {
                parts.add((double) input().number(PERCENTILES, each, 0, 100));
            }
        }
        return parts;
    }

    private static List<String> texts(List<Amount> amounts) {
        return amounts.stream().map(Amount::toPlainString).toList();
    }
}
