package org.quoin.referral.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** How much is given back of fees in an asset. */
final class PolicyQuery extends Query {
    PolicyQuery() {
        super("policy", 1, Schema.of(Terms.ASSET), Policy.POLICY);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Policy.of(reading, input.get(Terms.ASSET));
    }
}
