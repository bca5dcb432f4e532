package org.quoin.htlc.rules;

import org.quoin.rules.Execution;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** The same, with what protects the funder: a refund by itself, a margin to the other leg, a premium that was offered. */
final class CreateGuarded extends Operation {
    CreateGuarded() {
        super(
                "create",
                2,
                Schema.of(
                        Terms.BENEFICIARY,
                        Terms.ASSET,
                        Terms.AMOUNT,
                        Terms.SECRET_HASH,
                        Terms.PREIMAGE_LENGTH,
                        Terms.EXPIRY,
                        Terms.AUTO_REFUND,
                        Terms.AGAINST,
                        Terms.AGAINST_EXPIRY,
                        Terms.MARGIN,
                        Terms.OFFER));
    }

    @Override
    protected void apply(Execution execution, Values terms) {
        Opening.open(execution, terms);
    }
}
