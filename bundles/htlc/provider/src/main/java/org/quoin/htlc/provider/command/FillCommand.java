package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "htlc",
        name = "fill",
        description =
                "Lock the contract that an offer waits for, with its terms; the premium is yours when the contract is"
                        + " settled",
        detailedDescription = "Example: htlc:fill 90ab... --against 5f0c... --margin 30m")
public final class FillCommand extends LockingCommand {
    @Argument(
            name = "ID",
            description = "The id of the offer, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenOffers.class)
    private List<String> id = List.of();

    @Override
    protected Answer answer() {
        Hash offered = input().hash("ID", only(id));
        Values offer = new Contracts(ledger()).findOffer(offered);
        Asset asset = input().asset("--asset", offer.text("asset"));
        return lock(new CreateHtlc(
                        offer.text("funder"),
                        offer.text("holder"),
                        new Amount(offer.units("amount"), asset),
                        offer.hash("secretHash"),
                        Math.toIntExact(offer.number("preimageLength")),
                        offer.time("expiry"))
                .filling(offered));
    }
}
