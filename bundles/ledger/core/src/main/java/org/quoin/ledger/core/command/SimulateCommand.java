package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.NoWords;

@Service
@Command(
        scope = "ledger",
        name = "simulate",
        description = "What would become of a signed transaction; nothing is ordered or changed",
        detailedDescription = "Example: ledger:simulate 01ab...")
public final class SimulateCommand extends LedgerCommand {
    @Argument(
            name = "HEX",
            description = "The bytes of a signed transaction in hexadecimal",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> hex = List.of();

    @Override
    protected Answer answer() {
        Receipt receipt = ledger().simulate(input().bytes("HEX", only(hex)));
        return new Answer(
                Fields.of("receipt", view().receipt(receipt)),
                receipt.failure()
                        .map(reason -> "The transaction would be rejected: " + sentence(reason))
                        .orElse(null));
    }
}
