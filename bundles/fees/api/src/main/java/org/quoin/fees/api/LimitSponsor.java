package org.quoin.fees.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Says what others may cost the signer, who is a sponsor: before, they may cost him nothing.
 */
public record LimitSponsor(SponsorLimits limits) implements OperationRecord {
    @Override
    public String capability() {
        return "fees";
    }

    @Override
    public String operation() {
        return "sponsor-limits";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", limits.perTransaction().asset().symbol())
                .and("perTransaction", limits.perTransaction().units())
                .and("perUser", limits.perUser().units())
                .and("perDay", limits.perDay().units())
                .and("allowed", limits.allowed());
    }
}
