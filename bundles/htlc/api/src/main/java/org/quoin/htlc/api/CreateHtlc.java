package org.quoin.htlc.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Locks an amount until somebody has the preimage, or the contract expires.
 *
 * @param funder the account that signs: on the wire it is the transaction's
 * @param secretHash SHA-256 of the preimage
 * @param preimageLength in bytes, exactly, 1 to 520; 32 unless another ledger asks for something else
 * @param expiry the first block time at which the funds are the funder's again
 */
public record CreateHtlc(
        String funder, String beneficiary, Amount amount, Hash secretHash, int preimageLength, Instant expiry)
        implements OperationRecord {
    public CreateHtlc {
        Names.requireAccount(funder);
        Names.requireAccount(beneficiary);
    }

    @Override
    public String capability() {
        return "htlc";
    }

    @Override
    public String operation() {
        return "create";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("beneficiary", beneficiary)
                .and("asset", amount.asset().symbol())
                .and("amount", amount.units())
                .and("secretHash", secretHash)
                .and("preimageLength", (long) preimageLength)
                .and("expiry", expiry);
    }

    @Override
    public List<Amount> spends() {
        return List.of(amount);
    }
}
