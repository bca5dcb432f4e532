package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays all of an asset that the caller owes, at most what he offered. */
final class Settle extends Operation {
    Settle() {
        super("settle", 1, Schema.of(Terms.ASSET, Terms.MOST), Optional.empty(), Schema.of(Terms.ASSET, Terms.AMOUNT));
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Amount owed = Deltas.owed(execution, input.get(Terms.ASSET));
        Values known = Caller.in(execution, input.with(Terms.AMOUNT.is(owed)));
        execution.require(!owed.isZero(), Failures.NOTHING_OWED, known);
        execution.require(owed.compareTo(input.get(Terms.MOST)) <= 0, Failures.TOO_MUCH_OWED, known);

        Vault.take(execution, input.get(Terms.ASSET), owed);
        Deltas.earn(execution, input.get(Terms.ASSET), owed);
        execution.emit(Reports.SETTLED, known);
        execution.give(Terms.ASSET.is(input.get(Terms.ASSET)), Terms.AMOUNT.is(owed));
    }
}
