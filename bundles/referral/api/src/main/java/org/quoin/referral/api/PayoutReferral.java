package org.quoin.referral.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Pays an account what is vested; anybody may sign it. */
public record PayoutReferral(String account, String asset) implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "payout";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("account", account).and("asset", asset);
    }
}
