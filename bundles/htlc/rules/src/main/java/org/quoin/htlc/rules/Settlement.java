package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Values;

/** The two ends that a contract can have, whoever brings it about: exactly one of them is possible at any time. */
final class Settlement {
    private Settlement() {}

    /** Pays the beneficiary, or refuses. */
    static void redeem(Execution execution, Values contract, Bytes preimage) {
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

    /** Pays the funder, or refuses. */
    static void refund(Execution execution, Values contract) {
        long time = execution.time();
        Values known = contract.with(Failures.TIME.is(time));

        execution.require(time >= contract.get(Terms.EXPIRY), Failures.NOT_YET_EXPIRED, known);

        Contracts.settle(execution, contract.with(Terms.STATE.is(Terms.REFUNDED)), contract.get(Terms.FUNDER));
        execution.emit(Reports.REFUNDED, known);
    }
}
