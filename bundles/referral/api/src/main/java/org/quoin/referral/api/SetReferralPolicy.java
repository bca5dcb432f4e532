package org.quoin.referral.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Says how much is given back of fees; operators sign it. */
public record SetReferralPolicy(ReferralPolicy policy) implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "policy";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("asset", policy.cap().asset().symbol())
                .and("refereeShare", (long) policy.refereeShare())
                .and(
                        "tiers",
                        policy.tiers().stream().map(tier -> tier.from().units()).toList())
                .and(
                        "tierShares",
                        policy.tiers().stream().map(tier -> (long) tier.share()).toList())
                .and("level2Share", (long) policy.level2Share())
                .and("level3Share", (long) policy.level3Share())
                .and("cap", policy.cap().units());
    }
}
