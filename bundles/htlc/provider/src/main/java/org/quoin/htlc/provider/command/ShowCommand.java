package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "htlc",
        name = "show",
        description = "A contract, and its secret once that was used",
        detailedDescription = "Example: htlc:show 5f0c...")
public final class ShowCommand extends LedgerCommand {
    @Argument(
            name = "ID",
            description = "The id of the contract, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenContracts.class)
    private List<String> id = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(new Contracts(ledger()).show(input().hash("ID", only(id))));
    }
}
