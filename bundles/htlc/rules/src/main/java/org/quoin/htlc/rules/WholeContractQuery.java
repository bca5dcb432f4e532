package org.quoin.htlc.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One contract by its id, with all that is known of it. */
final class WholeContractQuery extends Query {
    WholeContractQuery() {
        super("contract", 2, Schema.of(Terms.ID), Terms.WHOLE_CONTRACT);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Contracts.findWhole(reading, input.get(Terms.ID));
    }
}
