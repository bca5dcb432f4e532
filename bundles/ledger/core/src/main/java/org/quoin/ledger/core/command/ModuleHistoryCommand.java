package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "module",
        name = "history",
        description = "Which rules became active and inactive, in order, and by which transaction",
        detailedDescription = "Example: module:history --count 20")
public final class ModuleHistoryCommand extends ListCommand {

    @Override
    protected Answer answer() {
        return page(ledger()::moduleHistory, CoreFields::moduleChange);
    }
}
