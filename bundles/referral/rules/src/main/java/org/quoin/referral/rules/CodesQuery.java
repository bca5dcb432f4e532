package org.quoin.referral.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All codes of an account, the oldest first. */
final class CodesQuery extends Query {
    CodesQuery() {
        super("codes", 1, Schema.of(Terms.ACCOUNT), Schema.of(Terms.CODES));
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Values.of(Terms.CODES.is(Codes.of(reading, input.get(Terms.ACCOUNT))));
    }
}
