package org.quoin.referral.api;

import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Ends the signer's link before it is firm. */
public record WithdrawReferral() implements OperationRecord {
    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "withdraw-acceptance";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.none();
    }
}
