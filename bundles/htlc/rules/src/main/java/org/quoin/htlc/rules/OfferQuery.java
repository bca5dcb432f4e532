package org.quoin.htlc.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One offer by its id. */
final class OfferQuery extends Query {
    OfferQuery() {
        super("offer", 1, Schema.of(Terms.ID), Offers.OFFER);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Offers.find(reading, input.get(Terms.ID));
    }
}
