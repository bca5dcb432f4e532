package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "htlc",
        name = "offer-show",
        description = "An offer: its premium, and the terms of the contract that it waits for",
        detailedDescription = "Example: htlc:offer-show 90ab...")
public final class ShowOfferCommand extends LedgerCommand {
    @Argument(
            name = "ID",
            description = "The id of the offer, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenOffers.class)
    private List<String> id = List.of();

    @Override
    protected Answer answer() {
        return Answer.of(new Contracts(ledger()).showOffer(input().hash("ID", only(id))));
    }
}
