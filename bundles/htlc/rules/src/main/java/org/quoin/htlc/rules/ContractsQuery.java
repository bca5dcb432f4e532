package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All contracts, settled ones too, in the order of their creation. */
final class ContractsQuery extends PagedQuery {
    ContractsQuery() {
        super("contracts", 1, Schema.of(), Terms.CONTRACT);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Contracts.page(reading, cursor, limit);
    }
}
