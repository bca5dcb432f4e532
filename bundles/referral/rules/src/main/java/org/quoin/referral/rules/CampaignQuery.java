package org.quoin.referral.rules;

import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** One campaign by its name. */
final class CampaignQuery extends Query {
    CampaignQuery() {
        super("campaign", 1, Schema.of(Terms.NAME), Campaigns.CAMPAIGN);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        return Campaigns.find(reading, input.get(Terms.NAME));
    }
}
