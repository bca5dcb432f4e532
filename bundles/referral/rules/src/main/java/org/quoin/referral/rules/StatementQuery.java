package org.quoin.referral.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** What an account earned, why, and what became of it, for each period that is over. */
final class StatementQuery extends PagedQuery {
    private static final Schema LINE = Schema.of(
            Terms.ACCOUNT,
            Terms.ASSET,
            Terms.PERIOD,
            Terms.BEGINS,
            Terms.PAYABLE_AT,
            Terms.COUNTED,
            Terms.LEVEL_1,
            Terms.LEVEL_2,
            Terms.LEVEL_3,
            Terms.AS_REFEREE,
            Terms.BY_CAMPAIGNS,
            Terms.CAPPED,
            Terms.UNFUNDED,
            Terms.CLAWED_BACK,
            Terms.CLAWED_BACK_BY_CAMPAIGNS,
            Terms.PAID);

    StatementQuery() {
        super("statement", 1, Schema.of(Terms.ACCOUNT, Terms.ASSET), LINE);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Earnings.page(reading, input, cursor, limit);
    }
}
