package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "ledger",
        name = "assets",
        description = "Assets in the order of their creation",
        detailedDescription = "Example: ledger:assets")
public final class AssetsCommand extends ListCommand {

    @Override
    protected Answer answer() {
        return page(ledger()::assets, CoreFields::asset);
    }
}
