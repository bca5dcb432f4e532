package org.quoin.referral.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Signer;

/**
 * Rewards to both sides of a referral, out of the fees that the referee lost.
 *
 * <p>What submits completes or fails as {@link org.quoin.ledger.api.Ledger#submit} does; a receipt that was rejected has one
 * of the codes of {@link ReferralFailure} or of {@link org.quoin.ledger.api.LedgerFailure}. Every method throws
 * {@link org.quoin.ledger.api.RefusedException} if the rules are not active any more.
 */
@ProviderType
public interface Referral {
    /**
     * Commits to a code and, in a later block, reveals it.
     *
     * @param salt 16 to 64 random bytes; keep them until the code is registered
     * @return the receipt of the commitment if that was rejected, and otherwise of the registration
     */
    CompletableFuture<Receipt> register(String account, Signer signer, String code, Bytes salt);

    /** Submits any operation of this package. */
    CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord operation);

    /** Whose a code is. */
    Optional<String> owner(String code);

    /** An account's codes, the oldest first. */
    List<String> codes(String account);

    /** By whom an account was referred. */
    Optional<ReferralLink> link(String referee);

    /** In millionths: an account's share as the nearest referrer in the period that runs. */
    int tierShare(String account, String asset);

    /**
     * What an account earned in the periods that are over, the oldest first.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<ReferralEarnings> statement(String account, String asset, @Nullable String cursor, int limit);

    Optional<ReferralCampaign> campaign(String name);

    /** Campaigns in the order in which they were started; as {@link #statement}. */
    Page<ReferralCampaign> campaigns(@Nullable String cursor, int limit);

    ReferralPot pot(String asset);

    ReferralPolicy policy(String asset);

    /** Whether a capability prices transactions. If none does, nobody loses fees, and nothing is earned. */
    boolean areFeesPaid();
}
