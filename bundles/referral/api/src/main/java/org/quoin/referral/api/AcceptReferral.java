package org.quoin.referral.api;

import java.util.Optional;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Makes the owner of a code the signer's referrer: for good after a day, in which it can be withdrawn or changed.
 *
 * @param campaign that adds to the rewards of both
 */
public record AcceptReferral(String code, Optional<String> campaign) implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "accept";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        Values values = Values.of("code", code);
        return campaign.isPresent() ? values.and("campaign", campaign.get()) : values;
    }
}
