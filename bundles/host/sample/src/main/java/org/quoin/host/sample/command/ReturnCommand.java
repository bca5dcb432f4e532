package org.quoin.host.sample.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.host.sample.Gift;
import org.quoin.host.sample.Gifts;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "gift",
        name = "return",
        description =
                "Pay back a gift that nobody claimed until its expiry, signed by its giver unless --as names another",
        detailedDescription = "Example: gift:return 5f0c...")
public final class ReturnCommand extends WriteCommand {
    @Reference
    private Gifts gifts;

    @Argument(
            name = "ID",
            description = "The id of the gift, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> id = List.of();

    @Override
    protected Answer answer() {
        Hash gift = input().hash("ID", only(id));
        OperationRecord back = gifts.giveBack(gift);
        return submit(gifts.gift(gift).from(), back, () -> GiftFields.settled(gift, Gift.State.RETURNED));
    }
}
