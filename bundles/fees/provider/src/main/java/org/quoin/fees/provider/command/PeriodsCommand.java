package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "fees",
        name = "periods",
        description = "The last periods that had a block, the oldest first: their prices, and what was used at these",
        detailedDescription = "Example: fees:periods --count 20")
public final class PeriodsCommand extends ListCommand {
    @Override
    protected Answer answer() {
        Shown shown = new Shown(ledger());
        return page(
                (cursor, limit) ->
                        new LedgerClient(ledger()).page(Shown.CAPABILITY, "history", 1, Values.none(), cursor, limit),
                period -> shown.fields("history", period));
    }
}
