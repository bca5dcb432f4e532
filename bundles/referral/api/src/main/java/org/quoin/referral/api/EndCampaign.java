package org.quoin.referral.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Ends a campaign, and gives its owner what nobody earned. */
public record EndCampaign(String name) implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "campaign-end";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("campaign", name);
    }
}
