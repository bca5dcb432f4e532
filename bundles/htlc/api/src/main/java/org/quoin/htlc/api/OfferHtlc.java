package org.quoin.htlc.api;

import java.time.Instant;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Deposits a premium for a contract that is awaited: who locks it with exactly these terms before the deadline gets the premium when
 * the contract is settled, redeemed or refunded alike (ERC-2266). If nobody does, it goes back to the holder.
 *
 * @param holder the account that signs, and the beneficiary of the contract
 * @param funder who is to lock the contract
 * @param amount that he is to lock
 * @param secretHash SHA-256 of the preimage, which the holder knows
 * @param preimageLength in bytes, 1 to 520
 * @param expiry of the contract
 * @param premium more than zero
 * @param deadline the first block time at which the offer cannot be filled any more, at the expiry at the latest
 */
public record OfferHtlc(
        String holder,
        String funder,
        Amount amount,
        Hash secretHash,
        int preimageLength,
        Instant expiry,
        Amount premium,
        Instant deadline)
        implements OperationRecord {
    public OfferHtlc {
        Names.requireAccount(holder);
        Names.requireAccount(funder);
    }

    @Override
    public String capability() {
        return "htlc";
    }

    @Override
    public String operation() {
        return "offer";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("funder", funder)
                .and("asset", amount.asset().symbol())
                .and("amount", amount.units())
                .and("secretHash", secretHash)
                .and("preimageLength", (long) preimageLength)
                .and("expiry", expiry)
                .and("premiumAsset", premium.asset().symbol())
                .and("premium", premium.units())
                .and("deadline", deadline);
    }

    @Override
    public List<Amount> spends() {
        return List.of(premium);
    }
}
