package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Pays the beneficiary for the preimage, whoever brings it, until the contract expires. */
final class Redeem extends Operation {
    Redeem() {
        super("redeem", 1, Schema.of(Terms.ID, Terms.PREIMAGE), Terms.ID);
    }

    @Override
    protected void apply(Execution execution, Values input) {
        Values contract = Contracts.findOpen(execution, input.get(Terms.ID));
        Bytes preimage = input.get(Terms.PREIMAGE);
        long length = preimage.size();
        long time = execution.time();
        Values known =
                contract.with(Terms.PREIMAGE.is(preimage), Failures.GIVEN_LENGTH.is(length), Failures.TIME.is(time));

        execution.require(time < contract.get(Terms.EXPIRY), Failures.CONTRACT_EXPIRED, known);
        execution.require(length == contract.get(Terms.PREIMAGE_LENGTH), Failures.WRONG_PREIMAGE_LENGTH, known);
        execution.require(
                execution.sha256(preimage).equals(contract.get(Terms.SECRET_HASH)), Failures.WRONG_PREIMAGE, known);

        Contracts.settle(
                execution,
                contract.with(Terms.STATE.is(Terms.REDEEMED), Terms.REVEALED.is(Optional.of(preimage))),
                contract.get(Terms.BENEFICIARY));
        execution.emit(Reports.REDEEMED, known);
    }
}
