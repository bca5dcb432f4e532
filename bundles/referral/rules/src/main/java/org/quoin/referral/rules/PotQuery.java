package org.quoin.referral.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** What the pot holds of an asset, and for what. */
final class PotQuery extends Query {
    PotQuery() {
        super("pot", 1, Schema.of(Terms.ASSET), Funds.POT);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Funds.find(reading, input.get(Terms.ASSET)).only(Funds.POT);
    }
}
