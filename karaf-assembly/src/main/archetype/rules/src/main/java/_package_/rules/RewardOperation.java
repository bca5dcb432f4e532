package @package@.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays the owner of a document. What the caller cannot pay the ledger refuses by itself. */
final class RewardOperation extends Operation {
    RewardOperation() {
        super("reward", 1, Schema.of(Terms.DIGEST, Terms.ASSET, Terms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values entry = Entries.find(execution, input.get(Terms.DIGEST));

        execution.transfer(
                Party.account(execution.caller()),
                Party.account(entry.get(Terms.OWNER)),
                input.get(Terms.ASSET),
                input.get(Terms.AMOUNT));
        execution.emit(
                Reports.REWARDED,
                input.with(Terms.OWNER.is(entry.get(Terms.OWNER)), Terms.GIVER.is(execution.caller())));
    }
}
