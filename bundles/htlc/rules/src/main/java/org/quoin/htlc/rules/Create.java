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
        Opening.open(
                execution,
                terms.with(
                        Terms.AUTO_REFUND.is(false),
                        Terms.AGAINST.is(Optional.empty()),
                        Terms.AGAINST_EXPIRY.is(Optional.empty()),
                        Terms.MARGIN.is(0L),
                        Terms.OFFER.is(Optional.empty())));
    }
}
