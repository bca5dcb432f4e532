package org.quoin.host.sample.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.host.sample.Gift;
import org.quoin.host.sample.Gifts;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "gift",
        name = "claim",
        description = "Pay a gift to whom it is for, for its code word, signed by him unless --as names another",
        detailedDescription = "Example: gift:claim 5f0c... --code-word-file /home/me/word")
public final class ClaimCommand extends WriteCommand {
    @Reference
    private Gifts gifts;

    @Argument(
            name = "ID",
            description = "The id of the gift, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> id = List.of();

    @Option(name = CodeWordFile.OPTION, description = "A file on the machine of the node that holds the code word")
    private @Nullable String codeWordFile;

    @Override
    protected Answer answer() {
        Hash gift = input().hash("ID", only(id));
        String file = input().required(CodeWordFile.OPTION, codeWordFile);
        OperationRecord claim = gifts.claim(gift, CodeWordFile.read(file));
        return submit(gifts.gift(gift).to(), claim, () -> GiftFields.settled(gift, Gift.State.CLAIMED));
    }
}
