package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Takes all of an asset that is due to the caller, at least what he asked for. */
final class TakeAll extends Operation {
    TakeAll() {
        super(
                "take-all",
                1,
                Schema.of(Terms.ASSET, Terms.LEAST),
                Optional.empty(),
                Schema.of(Terms.ASSET, Terms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Amount due = Deltas.due(execution, input.get(Terms.ASSET));
        Values known = Caller.in(execution, input.with(Terms.AMOUNT.is(due)));
        execution.require(due.compareTo(input.get(Terms.LEAST)) >= 0, Failures.TOO_LITTLE_DUE, known);
        Requirements.something(execution, due);

        Deltas.owe(execution, input.get(Terms.ASSET), due);
        Vault.give(execution, input.get(Terms.ASSET), due);
        execution.emit(Reports.TAKEN, known);
        execution.give(Terms.ASSET.is(input.get(Terms.ASSET)), Terms.AMOUNT.is(due));
    }
}
