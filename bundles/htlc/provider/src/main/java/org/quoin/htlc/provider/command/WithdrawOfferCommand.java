package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.htlc.api.WithdrawHtlcOffer;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "htlc",
        name = "offer-withdraw",
        description =
                "Pay back the premium of an offer that nobody filled, signed by its holder unless --as names another",
        detailedDescription = "Example: htlc:offer-withdraw 90ab...")
public final class WithdrawOfferCommand extends WriteCommand {
    @Argument(
            name = "ID",
            description = "The id of the offer, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenOffers.class)
    private List<String> id = List.of();

    @Override
    protected Answer answer() {
        Hash offer = input().hash("ID", only(id));
        Contracts contracts = new Contracts(ledger());
        return submit(
                contracts.findOffer(offer).text("holder"),
                new WithdrawHtlcOffer(offer),
                () -> contracts.showOffer(offer));
    }
}
