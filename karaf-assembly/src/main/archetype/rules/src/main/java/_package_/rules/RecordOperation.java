package @package@.rules;

import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Makes the caller the owner of a document that nobody has recorded yet. */
final class RecordOperation extends Operation {
    RecordOperation() {
        super("record", 1, Schema.of(Terms.DIGEST, Terms.TITLE));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        execution.require(!input.get(Terms.TITLE).isEmpty(), Failures.TITLE_MISSING, input);
        Optional<Values> first = Entries.BY_DIGEST.find(execution, input.get(Terms.DIGEST));
        execution.require(first.isEmpty(), Failures.ALREADY_RECORDED, first.orElse(input));

        Values entry = input.with(Terms.OWNER.is(execution.caller()), Terms.RECORDED_AT.is(execution.time()));
        Entries.add(execution, entry);
        execution.emit(Reports.RECORDED, entry);
    }
}
