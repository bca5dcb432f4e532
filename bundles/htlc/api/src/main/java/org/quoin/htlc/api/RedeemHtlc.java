package org.quoin.htlc.api;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** Pays the beneficiary of a contract for its preimage, which everybody can read from then on; anybody may sign it. */
public record RedeemHtlc(Hash id, Bytes preimage) implements OperationRecord {
    @Override
    public String capability() {
        return "htlc";
    }

    @Override
    public String operation() {
        return "redeem";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("id", id).and("preimage", preimage);
    }
}
