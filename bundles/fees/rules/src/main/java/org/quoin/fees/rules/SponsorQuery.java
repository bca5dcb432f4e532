package org.quoin.fees.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One sponsor by his name. */
final class SponsorQuery extends Query {
    SponsorQuery() {
        super("sponsor", 1, Schema.of(SponsorTerms.SPONSOR), SponsorTerms.WHOLE);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        String name = input.get(SponsorTerms.SPONSOR);
        return Sponsors.show(reading, name, Sponsors.find(reading, name));
    }
}
