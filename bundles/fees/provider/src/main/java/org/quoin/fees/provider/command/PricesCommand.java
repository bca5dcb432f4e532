package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "fees",
        name = "prices",
        description =
                "The prices of a unit of gas and of a byte, what the period has used, and what the prices would be next",
        detailedDescription = "Example: fees:prices --json")
public final class PricesCommand extends LedgerCommand {
    @Override
    protected Answer answer() {
        return Answer.of(new Shown(ledger()).answer("prices", Values.none()));
    }
}
