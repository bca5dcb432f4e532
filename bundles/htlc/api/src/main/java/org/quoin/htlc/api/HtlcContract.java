package org.quoin.htlc.api;

import java.time.Instant;
import java.util.Optional;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * A contract as the ledger has it.
 *
 * @param secretHash SHA-256 of the preimage
 * @param preimageLength in bytes
 * @param expiry the first block time at which it can be refunded, and no longer redeemed
 * @param rulesVersion of the rules that made it and that settle it
 * @param preimage known once it is redeemed
 * @param autoRefund whether the ledger refunds it by itself
 * @param offer that it fills, whose premium its funder gets when it is settled
 */
public record HtlcContract(
        Hash id,
        String funder,
        String beneficiary,
        Amount amount,
        Hash secretHash,
        int preimageLength,
        Instant expiry,
        State state,
        String rulesVersion,
        Optional<Bytes> preimage,
        boolean autoRefund,
        Optional<Hash> offer) {

    /** A contract that is refunded when somebody asks for it, and has no premium. */
    public HtlcContract(
            Hash id,
            String funder,
            String beneficiary,
            Amount amount,
            Hash secretHash,
            int preimageLength,
            Instant expiry,
            State state,
            String rulesVersion,
            Optional<Bytes> preimage) {
        this(
                id,
                funder,
                beneficiary,
                amount,
                secretHash,
                preimageLength,
                expiry,
                state,
                rulesVersion,
                preimage,
                false,
                Optional.empty());
    }

    /** What has become of it. */
    public enum State {
        /** It holds the amount. */
        OPEN,
        /** The beneficiary was paid. */
        REDEEMED,
        /** The funder was paid. */
        REFUNDED
    }
}
