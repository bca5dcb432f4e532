package org.quoin.htlc.api;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Pays the premium of an offer that nobody filled before its deadline back to the holder; anybody may sign it. */
public record WithdrawHtlcOffer(Hash id) implements OperationRecord {
    @Override
    public String capability() {
        return "htlc";
    }

    @Override
    public String operation() {
        return "withdraw-offer";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("id", id);
    }
}
