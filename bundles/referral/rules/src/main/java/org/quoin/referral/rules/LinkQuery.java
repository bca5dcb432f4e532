package org.quoin.referral.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** By whom an account was referred. */
final class LinkQuery extends Query {
    LinkQuery() {
        super("link", 1, Schema.of(Terms.REFEREE), Terms.LINK);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Links.find(reading, input.get(Terms.REFEREE))
                .orElseThrow(() -> reading.refuse(Failures.NOT_REFERRED, input));
    }
}
