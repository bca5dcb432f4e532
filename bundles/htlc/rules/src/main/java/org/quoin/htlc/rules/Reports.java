package org.quoin.htlc.rules;

import org.quoin.rules.Event;

/** What is reported of contracts. */
final class Reports {
    static final Event CREATED = Event.of(
            "created",
            Terms.ID,
            Terms.FUNDER,
            Terms.BENEFICIARY,
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.SECRET_HASH,
            Terms.PREIMAGE_LENGTH,
            Terms.EXPIRY);

    static final Event REDEEMED =
            Event.of("redeemed", Terms.ID, Terms.BENEFICIARY, Terms.ASSET, Terms.AMOUNT, Terms.PREIMAGE);

    static final Event REFUNDED = Event.of("refunded", Terms.ID, Terms.FUNDER, Terms.ASSET, Terms.AMOUNT);

    private Reports() {}
}
