package org.quoin.htlc.api;

import java.util.List;
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

    /** What became of an offer; its id if it was applied. */
    record Offering(Receipt receipt, Optional<Hash> id) {}

    /** Locks the amount of the terms, signed by their funder. */
    CompletableFuture<Creation> create(Signer signer, CreateHtlc terms);

    /**
     * Pays the beneficiary.
     *
     * @param account that signs: anybody's
     */
    CompletableFuture<Receipt> redeem(String account, Signer signer, Hash id, Bytes preimage);

    /**
     * Pays the beneficiaries of several contracts for the preimage that they have in common, or none if one of them cannot be
     * redeemed; the receipt names it. Contracts of whatever rules: those that are not of the active ones take an operation each.
     *
     * @param account that signs: anybody's
     * @param ids 1 to {@value RedeemAllHtlc#MAX}
     */
    CompletableFuture<Receipt> redeemAll(String account, Signer signer, List<Hash> ids, Bytes preimage);

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

    /**
     * Those contracts that are as the filter says, in the order of their creation; by hash first by their parties. A page may have fewer
     * than the limit, even none, and not be the last: that one has no {@code next}.
     *
     * @param cursor where a former page of the same filter ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<HtlcContract> contracts(HtlcFilter filter, @Nullable String cursor, int limit);

    /** Deposits the premium of the terms, signed by their holder. */
    CompletableFuture<Offering> offer(Signer signer, OfferHtlc terms);

    /**
     * Pays the premium of an offer back that nobody filled.
     *
     * @param account that signs: anybody's
     */
    CompletableFuture<Receipt> withdrawOffer(String account, Signer signer, Hash id);

    /** Any offer that was made. */
    Optional<HtlcOffer> offer(Hash id);

    /**
     * Offers in the order of their creation, those that have ended too.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<HtlcOffer> offers(@Nullable String cursor, int limit);
}
