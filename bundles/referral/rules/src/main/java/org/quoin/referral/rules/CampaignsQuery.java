package org.quoin.referral.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** All campaigns, those that are over too, in the order in which they were started. */
final class CampaignsQuery extends PagedQuery {
    CampaignsQuery() {
        super("campaigns", 1, Schema.of(), Campaigns.CAMPAIGN);
    }

    @Override
    protected Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit) {
        return Campaigns.page(reading, cursor, limit);
    }
}
