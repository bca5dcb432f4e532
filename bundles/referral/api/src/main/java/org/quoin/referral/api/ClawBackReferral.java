package org.quoin.referral.api;

import java.util.Optional;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Takes back what an account earned in a period and is not vested, out of the pot or, if one is named, by a campaign.
 *
 * @param period a day since 1970, UTC
 * @param reason 1 to 256 bytes, for the account to read
 */
public record ClawBackReferral(String account, String asset, long period, Optional<String> campaign, String reason)
        implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "claw-back";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        Values values = Values.of("account", account).and("asset", asset).and("period", period);
        return (campaign.isPresent() ? values.and("campaign", campaign.get()) : values).and("reason", reason);
    }
}
