package @package@.provider.command;

import @package@.api.RecordEntry;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "@scope@",
        name = "record",
        description = "Record a document by its SHA-256: whoever does so first is its owner",
        detailedDescription = "Example: @scope@:record 2c26... --owner user_1 --title 'Deed of 3 May'")
public final class RecordCommand extends WriteCommand {
    @Argument(
            name = "DIGEST",
            description = "The SHA-256 of the document, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> digest = List.of();

    @Option(name = "--owner", description = "The account whose document it is")
    private @Nullable String owner;

    @Option(name = "--title", description = "What it is, in 1 to 80 bytes")
    private @Nullable String title;

    @Override
    protected Answer answer() {
        Hash document = input().hash("DIGEST", only(digest));
        String account = input().accountName("--owner", owner);
        String text = input().required("--title", title);
        return submit(account, new RecordEntry(account, document, text), () -> new Entries(ledger()).show(document));
    }
}
