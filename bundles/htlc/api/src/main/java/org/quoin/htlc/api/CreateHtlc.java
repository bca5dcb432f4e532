package org.quoin.htlc.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Locks an amount until somebody has the preimage, or the contract expires. On the wire it has schema 2 if it asks for what is
 * new there, and 1 otherwise.
 *
 * @param funder the account that signs: on the wire it is the transaction's
 * @param secretHash SHA-256 of the preimage; new for every contract of this funder for this beneficiary
 * @param preimageLength in bytes, exactly, 1 to 520; 32 unless another ledger asks for something else
 * @param expiry the first block time at which the funds are the funder's again; at most five years ahead
 * @param autoRefund whether the ledger refunds the contract by itself in the first blocks from the expiry on
 * @param otherLeg the leg that pays the funder of this one, if this is the second of a swap
 * @param margin by how much this one must expire before the other leg, in whole milliseconds: see {@link SwapMargin}
 * @param offer the offer that this contract fills, whose premium the funder gets
 */
public record CreateHtlc(
        String funder,
        String beneficiary,
        Amount amount,
        Hash secretHash,
        int preimageLength,
        Instant expiry,
        boolean autoRefund,
        Optional<OtherLeg> otherLeg,
        Duration margin,
        Optional<Hash> offer)
        implements OperationRecord {
    public CreateHtlc {
        Names.requireAccount(funder);
        Names.requireAccount(beneficiary);
    }

    /** The terms alone. */
    public CreateHtlc(
            String funder, String beneficiary, Amount amount, Hash secretHash, int preimageLength, Instant expiry) {
        this(
                funder,
                beneficiary,
                amount,
                secretHash,
                preimageLength,
                expiry,
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
    }

    /** The same, refunded by the ledger itself. */
    public CreateHtlc withAutoRefund() {
        return new CreateHtlc(
                funder, beneficiary, amount, secretHash, preimageLength, expiry, true, otherLeg, margin, offer);
    }

    /** The same, refused unless it expires so much before the other leg. */
    public CreateHtlc against(OtherLeg other, Duration demanded) {
        return new CreateHtlc(
                funder,
                beneficiary,
                amount,
                secretHash,
                preimageLength,
                expiry,
                autoRefund,
                Optional.of(other),
                demanded,
                offer);
    }

    /** The same, refused unless it fills this offer. */
    public CreateHtlc filling(Hash offered) {
        return new CreateHtlc(
                funder,
                beneficiary,
                amount,
                secretHash,
                preimageLength,
                expiry,
                autoRefund,
                otherLeg,
                margin,
                Optional.of(offered));
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
        return autoRefund || otherLeg.isPresent() || offer.isPresent() ? 2 : 1;
    }

    @Override
    public Values values() {
        Values terms = Values.of("beneficiary", beneficiary)
                .and("asset", amount.asset().symbol())
                .and("amount", amount.units())
                .and("secretHash", secretHash)
                .and("preimageLength", (long) preimageLength)
                .and("expiry", expiry);
        return schema() == 1 ? terms : guarded(terms);
    }

    private Values guarded(Values terms) {
        Values values = terms.and("autoRefund", autoRefund).and("margin", margin);
        if (otherLeg.isPresent()) {
            values = otherLeg.get() instanceof OtherLeg.Here here
                    ? values.and("against", here.id())
                    : values.and("againstExpiry", ((OtherLeg.Elsewhere) otherLeg.get()).expiry());
        }
        return offer.isPresent() ? values.and("offer", offer.get()) : values;
    }

    @Override
    public List<Amount> spends() {
        return List.of(amount);
    }
}
