package org.quoin.htlc.rules;

import org.quoin.rules.Event;

/** What is reported of contracts and of offers. */
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

    static final Event OFFERED = Event.of(
            "offered",
            Terms.ID,
            Offers.HOLDER,
            Terms.FUNDER,
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.SECRET_HASH,
            Terms.PREIMAGE_LENGTH,
            Terms.EXPIRY,
            Offers.PREMIUM_ASSET,
            Offers.PREMIUM,
            Offers.DEADLINE);

    static final Event PREMIUM_PAID =
            Event.of("premium-paid", Terms.ID, Offers.FILLED_BY, Terms.FUNDER, Offers.PREMIUM_ASSET, Offers.PREMIUM);

    static final Event OFFER_WITHDRAWN =
            Event.of("offer-withdrawn", Terms.ID, Offers.HOLDER, Offers.PREMIUM_ASSET, Offers.PREMIUM);

    private Reports() {}
}
