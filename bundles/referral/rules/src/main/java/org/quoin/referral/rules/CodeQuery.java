package org.quoin.referral.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Whose a code is. */
final class CodeQuery extends Query {
    CodeQuery() {
        super("code", 1, Schema.of(Terms.CODE), Codes.REGISTERED);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Codes.find(reading, input.get(Terms.CODE));
    }
}
