package org.quoin.htlc.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One contract by its id. */
final class ContractQuery extends Query {
    ContractQuery() {
        super("contract", 1, Schema.of(Terms.ID), Terms.CONTRACT);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Contracts.find(reading, input.get(Terms.ID));
    }
}
