package org.quoin.htlc.api;

import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Pays the funder of a contract that has expired; anybody may sign it. */
public record RefundHtlc(Hash id) implements OperationRecord {
    @Override
    public String capability() {
        return "htlc";
    }

    @Override
    public String operation() {
        return "refund";
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
