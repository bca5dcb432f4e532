package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.NoWords;

@Service
@Command(
        scope = "ledger",
        name = "block",
        description = "The header of a block, with its roots and modules, and the ids of its transactions",
        detailedDescription = "Example: ledger:block 0")
public final class BlockCommand extends LedgerCommand {
    @Argument(
            name = "HEIGHT",
            description = "The height of the block, 0 for genesis",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> height = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(CoreFields.block(Blocks.require(ledger(), input(), only(height))));
    }
}
