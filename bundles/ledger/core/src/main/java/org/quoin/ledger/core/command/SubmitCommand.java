package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.NoWords;
import org.quoin.ledger.console.Submitter;

@Service
@Command(
        scope = "ledger",
        name = "submit",
        description = "Submit a transaction that was signed elsewhere; the same bytes twice are harmless",
        detailedDescription = "Example: ledger:submit 01ab...")
public final class SubmitCommand extends LedgerCommand {
    @Argument(
            name = "HEX",
            description = "The bytes of a signed transaction in hexadecimal",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> hex = List.of();

    @Override
    protected Answer answer() {
        return receipt(new Submitter(ledger()).submit(input().bytes("HEX", only(hex))), Fields::none);
    }
}
