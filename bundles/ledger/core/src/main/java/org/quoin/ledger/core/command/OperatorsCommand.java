package org.quoin.ledger.core.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "operators",
        description = "The keys that certify the blocks of this chain, and how many of them it takes",
        detailedDescription =
                "Example: ledger:operators\nWhoever checks proofs elsewhere gives 'encoded' to ledger:verify-proof.")
public final class OperatorsCommand extends LedgerCommand {
    @Override
    protected Answer answer() {
        OperatorSet operators = ledger().operatorSet();
        return Answer.of(Fields.of("hash", operators.hash())
                .and("threshold", operators.threshold())
                .and("keys", operators.keys())
                .and("encoded", operators.encode()));
    }
}
