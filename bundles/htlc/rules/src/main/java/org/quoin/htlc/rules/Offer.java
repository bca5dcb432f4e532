package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Deposits a premium of the caller's for who locks a contract for him with exactly these terms. */
final class Offer extends Operation {
    Offer() {
        super(
                "offer",
                1,
                Schema.of(
                        Terms.FUNDER,
                        Terms.ASSET,
                        Terms.AMOUNT,
                        Terms.SECRET_HASH,
                        Terms.PREIMAGE_LENGTH,
                        Terms.EXPIRY,
                        Offers.PREMIUM_ASSET,
                        Offers.PREMIUM,
                        Offers.DEADLINE));
    }

    @Override
    protected void apply(Execution execution, Values terms) {
        long time = execution.time();
        long deadline = terms.get(Offers.DEADLINE);
        Values known = terms.with(
                Terms.ID.is(execution.operationId()), Terms.BENEFICIARY.is(execution.caller()), Failures.TIME.is(time));

        execution.require(execution.hasAccount(terms.get(Terms.FUNDER)), Failures.UNKNOWN_FUNDER, known);
        Limits.check(execution, known);
        execution.require(time < deadline, Failures.DEADLINE_PASSED, known);
        execution.require(deadline <= terms.get(Terms.EXPIRY), Failures.DEADLINE_AFTER_EXPIRY, known);

        Values offer = known.with(
                Offers.HOLDER.is(execution.caller()),
                Offers.STATE.is(Offers.OPEN),
                Terms.RULES_VERSION.is(execution.version()),
                Offers.CONTRACT.is(Optional.empty()));
        Offers.open(execution, offer);
        execution.emit(Reports.OFFERED, offer);
    }
}
