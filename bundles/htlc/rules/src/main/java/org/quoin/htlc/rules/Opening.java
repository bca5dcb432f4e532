package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Values;

/** How a contract is made, whatever schema its terms came in. */
final class Opening {
    private Opening() {}

    /** @param terms with {@link Terms#AUTO_REFUND}, {@link Terms#AGAINST} and what else the newest schema has */
    static void open(Execution execution, Values terms) {
        Values known = terms.with(Terms.FUNDER.is(execution.caller()), Failures.TIME.is(execution.time()));

        execution.require(execution.hasAccount(terms.get(Terms.BENEFICIARY)), Failures.UNKNOWN_BENEFICIARY, known);
        Limits.check(execution, known);
        execution.require(Contracts.openOf(execution, known) < Limits.MAX_OPEN, Failures.TOO_MANY_OPEN, known);
        terms.get(Terms.AGAINST).ifPresent(other -> requireLeg(execution, other, known));
        terms.get(Terms.AGAINST_EXPIRY).ifPresent(expiry -> requireMargin(execution, expiry, known));
        Optional<Values> offer = terms.get(Terms.OFFER).map(id -> Offers.findFor(execution, id, known));

        Values contract = known.with(
                Terms.ID.is(execution.operationId()),
                Terms.STATE.is(Terms.OPEN),
                Terms.RULES_VERSION.is(execution.version()),
                Terms.REVEALED.is(Optional.empty()));
        Contracts.open(execution, contract);
        offer.ifPresent(found -> Offers.fill(execution, found, contract.get(Terms.ID)));
        execution.emit(Reports.CREATED, contract);
    }

    /** The other leg pays whoever funds this one, for the same preimage, and expires late enough. */
    private static void requireLeg(Execution execution, Bytes id, Values known) {
        Values other = Contracts.findOpen(execution, id);
        boolean fits = other.get(Terms.BENEFICIARY).equals(known.get(Terms.FUNDER))
                && other.get(Terms.SECRET_HASH).equals(known.get(Terms.SECRET_HASH))
                && other.get(Terms.PREIMAGE_LENGTH).equals(known.get(Terms.PREIMAGE_LENGTH));
        execution.require(fits, Failures.OTHER_LEG_DIFFERS, other);
        requireMargin(execution, other.get(Terms.EXPIRY), known);
    }

    private static void requireMargin(Execution execution, long otherExpiry, Values known) {
        long latest = Math.max(0, otherExpiry - known.get(Terms.MARGIN));
        execution.require(
                known.get(Terms.EXPIRY) <= latest,
                Failures.UNSAFE_MARGIN,
                known.with(Failures.OTHER_EXPIRY.is(otherExpiry), Failures.LATEST.is(latest)));
    }
}
