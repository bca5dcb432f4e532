package org.quoin.fees.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All sponsors in the order of their names. */
final class SponsorsQuery extends PagedQuery {
    SponsorsQuery() {
        super("sponsors", 1, Schema.of(), SponsorTerms.WHOLE);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Sponsors.page(reading, cursor, limit);
    }
}
