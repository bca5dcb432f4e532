package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All offers, those that have ended too, in the order of their creation. */
final class OffersQuery extends PagedQuery {
    OffersQuery() {
        super("offers", 1, Schema.of(), Offers.OFFER);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Offers.page(reading, cursor, limit);
    }
}
