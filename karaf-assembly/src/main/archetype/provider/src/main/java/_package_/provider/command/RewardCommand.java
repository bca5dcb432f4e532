package @package@.provider.command;

import @package@.api.RewardEntry;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "@scope@",
        name = "reward",
        description = "Pay the owner of a document",
        detailedDescription = "Example: @scope@:reward 2c26... --from user_2 --amount 1.5 --asset ETH")
public final class RewardCommand extends WriteCommand {
    @Argument(
            name = "DIGEST",
            description = "The SHA-256 of the document, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> digest = List.of();

    @Option(name = "--from", description = "The account that pays")
    private @Nullable String from;

    @Option(name = "--amount", description = "How much, in whole units of the asset")
    private @Nullable String amount;

    @Option(name = "--asset", description = "Of which asset")
    private @Nullable String asset;

    @Override
    protected Answer answer() {
        Hash document = input().hash("DIGEST", only(digest));
        String giver = input().accountName("--from", from);
        Amount paid = input().amount("--amount", amount, input().asset("--asset", asset));
        return submit(giver, new RewardEntry(giver, document, paid), () -> new Entries(ledger()).show(document));
    }
}
