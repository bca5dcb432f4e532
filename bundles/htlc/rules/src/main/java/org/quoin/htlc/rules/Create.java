package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Locks an amount of the caller's until somebody has the preimage, or the contract expires. */
final class Create extends Operation {
    Create() {
        super(
                "create",
                1,
                Schema.of(
                        Terms.BENEFICIARY,
                        Terms.ASSET,
                        Terms.AMOUNT,
                        Terms.SECRET_HASH,
                        Terms.PREIMAGE_LENGTH,
                        Terms.EXPIRY));
    }

    @Override
    protected void apply(Execution execution, Values terms) {
        long time = execution.time();
        Values known = terms.with(Failures.TIME.is(time));

        execution.require(execution.hasAccount(terms.get(Terms.BENEFICIARY)), Failures.UNKNOWN_BENEFICIARY, known);
        execution.require(terms.get(Terms.PREIMAGE_LENGTH) >= 1, Failures.PREIMAGE_LENGTH_OUT_OF_RANGE, known);
        execution.require(time < terms.get(Terms.EXPIRY), Failures.EXPIRY_PASSED, known);

        Values contract = terms.with(
                Terms.ID.is(execution.operationId()),
                Terms.FUNDER.is(execution.caller()),
                Terms.STATE.is(Terms.OPEN),
                Terms.RULES_VERSION.is(execution.version()),
                Terms.REVEALED.is(Optional.empty()));
        Contracts.open(execution, contract);
        execution.emit(Reports.CREATED, contract);
    }
}
