package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.NoWords;

@Service
@Command(
        scope = "ledger",
        name = "transaction",
        description = "The receipt of a transaction, and what fee it offered",
        detailedDescription = "Example: ledger:transaction 5f0c...")
public final class TransactionCommand extends LedgerCommand {
    @Argument(
            name = "TX",
            description = "The id of the transaction, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(NoWords.class)
    private List<String> tx = List.of();

    @Override
    protected Answer answer() {
        Hash id = input().hash("TX", only(tx));
        return ledger().receipt(id)
                .map(receipt ->
                        Answer.of(Fields.of("receipt", view().receipt(receipt)).and(offered(id))))
                .orElseThrow(() -> new ConsoleException(
                        "UNKNOWN_TRANSACTION",
                        "No transaction " + id
                                + " is ordered, or not yet: check the id, or submit the same bytes again, which are applied"
                                + " at most once.",
                        Values.of("tx", id)));
    }

    /** Nothing, where no fee was offered. */
    private Fields offered(Hash id) {
        return ledger().transaction(id)
                .map(signed -> signed.transaction().fee())
                .filter(fee -> !fee.equals(FeeTerms.NONE))
                .map(fee -> Fields.of("offered", CoreFields.fee(fee, new LedgerClient(ledger()).nativeAsset())))
                .orElseGet(Fields::none);
    }
}
