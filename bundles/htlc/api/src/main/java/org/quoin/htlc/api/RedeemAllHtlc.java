package org.quoin.htlc.api;

import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Pays the beneficiaries of several contracts, or of none if one of them cannot be redeemed; anybody may sign it. All must have been
 * made by the rules that are active.
 *
 * @param ids 1 to {@value #MAX}
 * @param preimages one for all of them, or one for each in the same order
 */
public record RedeemAllHtlc(List<Hash> ids, List<Bytes> preimages) implements OperationRecord {
    /** Contracts in one operation. */
    public static final int MAX = 32;

    public RedeemAllHtlc {
        ids = List.copyOf(ids);
        preimages = List.copyOf(preimages);
    }

    @Override
    public String capability() {
        return "htlc";
    }

    @Override
    public String operation() {
        return "redeem-all";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("ids", ids).and("preimages", preimages);
    }
}
