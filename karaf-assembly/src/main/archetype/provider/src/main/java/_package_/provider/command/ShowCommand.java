package @package@.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "@scope@",
        name = "show",
        description = "What was recorded of a document",
        detailedDescription = "Example: @scope@:show 2c26...")
public final class ShowCommand extends LedgerCommand {
    @Argument(
            name = "DIGEST",
            description = "The SHA-256 of the document, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> digest = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(new Entries(ledger()).show(input().hash("DIGEST", only(digest))));
    }
}
