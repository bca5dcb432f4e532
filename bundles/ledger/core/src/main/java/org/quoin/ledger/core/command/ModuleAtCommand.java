package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.NoWords;

@Service
@Command(
        scope = "module",
        name = "at",
        description = "The rules under which a block was executed, as its header names them",
        detailedDescription = "Example: module:at 12")
public final class ModuleAtCommand extends LedgerCommand {
    @Argument(
            name = "HEIGHT",
            description = "The height of the block, 0 for genesis",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> height = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(Fields.page(new Page<>(
                CoreFields.modules(
                        Blocks.require(ledger(), input(), only(height)).header().modules()),
                null)));
    }
}
