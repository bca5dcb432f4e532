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
        name = "sponsors",
        description = "Who pays for others, in the order of their names",
        detailedDescription = "Example: fees:sponsors --count 20")
public final class SponsorsCommand extends ListCommand {
    @Override
    protected Answer answer() {
        Shown shown = new Shown(ledger());
        return page(
                (cursor, limit) ->
                        new LedgerClient(ledger()).page(Shown.CAPABILITY, "sponsors", 1, Values.none(), cursor, limit),
                sponsor -> shown.fields("sponsor", sponsor));
    }
}
