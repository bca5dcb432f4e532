package org.quoin.htlc.api;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Signer;

/**
 * Funds that a beneficiary gets for the preimage of a hash before an expiry, or the funder gets back from the expiry on.
 *
 * <p>What submits completes or fails as {@link org.quoin.ledger.api.Ledger#submit} does; a receipt that was rejected has one
 * of the codes of {@link HtlcFailure} or of {@link org.quoin.ledger.api.LedgerFailure}. Every method throws
 * {@link org.quoin.ledger.api.RefusedException} if the rules are not active any more.
 */
@ProviderType
public interface Htlc {
    /** What became of a creation; the contract's id if it was applied. */
    record Creation(Receipt receipt, Optional<Hash> id) {}

    /** Locks the amount of the terms, signed by their funder. */
    CompletableFuture<Creation> create(Signer signer, CreateHtlc terms);

    /**
     * Pays the beneficiary.
     *
     * @param account that signs: anybody's
     */
    CompletableFuture<Receipt> redeem(String account, Signer signer, Hash id, Bytes preimage);

    /**
     * Pays the funder.
     *
     * @param account that signs: anybody's
     */
    CompletableFuture<Receipt> refund(String account, Signer signer, Hash id);

    /** Any contract that was made, open or settled. */
    Optional<HtlcContract> contract(Hash id);

    /**
     * Contracts in the order of their creation, settled ones too.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<HtlcContract> contracts(@Nullable String cursor, int limit);
}
