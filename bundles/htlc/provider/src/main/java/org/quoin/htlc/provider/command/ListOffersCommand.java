package org.quoin.htlc.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "htlc",
        name = "offers",
        description = "Offers in the order of their creation, those that have ended too",
        detailedDescription = "Example: htlc:offers --count 20")
public final class ListOffersCommand extends ListCommand {

    @Override
    protected Answer answer() {
        Contracts contracts = new Contracts(ledger());
        return page(contracts::offers, contracts::offerFields);
    }
}
