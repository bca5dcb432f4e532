package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "fees",
        name = "policy",
        description = "What the operators have decided: who gets fees, minimum prices, limits of a period, layer 2",
        detailedDescription = "Example: fees:policy --json")
public final class PolicyCommand extends LedgerCommand {
    @Override
    protected Answer answer() {
        return Answer.of(new Shown(ledger()).answer("policy", Values.none()));
    }
}
