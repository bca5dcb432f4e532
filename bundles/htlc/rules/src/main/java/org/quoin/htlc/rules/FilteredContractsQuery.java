package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * Contracts by party, hash and state, or any of them. For one page a bounded number is looked at, so a page may be short, or
 * empty, and still not be the last.
 */
final class FilteredContractsQuery extends PagedQuery {
    FilteredContractsQuery() {
        super("contracts", 2, Schema.of(Terms.WITH_PARTY, Terms.WITH_HASH, Terms.WITH_STATE), Terms.WHOLE_CONTRACT);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Index.page(reading, input, cursor, limit);
    }
}
