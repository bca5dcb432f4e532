package @package@.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "@scope@",
        name = "list",
        description = "Documents in the order in which they were recorded",
        detailedDescription = "Example: @scope@:list --count 20")
public final class ListEntriesCommand extends ListCommand {

    @Override
    protected Answer answer() {
        Entries entries = new Entries(ledger());
        return page(entries::page, entries::fields);
    }
}
