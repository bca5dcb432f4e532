package org.quoin.fees.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.fees.api.client.FeesClient;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;

/**
 * Fees that follow demand: what a transaction costs, what was paid before, and who pays for others.
 *
 * <p>What submits completes or fails as {@link org.quoin.ledger.api.Ledger#submit} does; a receipt that was rejected has one
 * of the codes of {@link FeesFailure} or of {@link org.quoin.ledger.api.LedgerFailure}. Every method throws
 * {@link org.quoin.ledger.api.RefusedException} if the rules are not active any more.
 */
@ProviderType
public interface Fees {
    /** Blocks of which {@link #history} can tell. */
    int HISTORY = 1_024;

    /** The fees of a ledger that is at hand, for who does not look services up. */
    static Fees of(Ledger ledger) {
        return new FeesClient(ledger);
    }

    /** What a transaction would cost; whatever it offers, and whatever its nonce is. */
    FeeQuote quote(Transaction draft);

    /** The same for operations of an account, signed with the first of its keys. */
    FeeQuote quote(String account, OperationRecord... operations);

    /**
     * What blocks have cost, in the shape of {@code eth_feeHistory}. There are no pending blocks here: a block is executed before anybody sees
     * it. Tips are those that somebody got of applied transactions: what is burnt, or let be free, is none.
     *
     * @param count of blocks, at most; clipped to {@value #HISTORY} and to those that there are
     * @param newest the height of the last one; empty for the head
     * @param percentiles 0 to 100, each more than the one before, at most 100 of them
     * @throws IllegalArgumentException if the percentiles are not so, there is no such block yet, or it is not kept any more
     */
    FeeHistory history(int count, OptionalLong newest, List<Double> percentiles);

    FeePrices prices();

    /**
     * Periods that had a block, the oldest first; the last {@value #HISTORY} are kept.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<FeePeriod> periods(@Nullable String cursor, int limit);

    FeePolicy policy();

    /**
     * Approves a policy.
     *
     * @param operator who signs
     */
    CompletableFuture<Receipt> setPolicy(String operator, Signer signer, SetFeePolicy proposal);

    /** Empty if the account has neither a deposit nor a stake. */
    Optional<Sponsor> sponsor(String account);

    /**
     * Sponsors in the order of their names.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<Sponsor> sponsors(@Nullable String cursor, int limit);

    CompletableFuture<Receipt> fund(String sponsor, Signer signer, Amount amount);

    CompletableFuture<Receipt> stake(String sponsor, Signer signer, Amount amount);

    CompletableFuture<Receipt> unstake(String sponsor, Signer signer, Amount amount);

    CompletableFuture<Receipt> withdraw(String sponsor, Signer signer, WithdrawSponsor withdrawal);

    CompletableFuture<Receipt> limit(String sponsor, Signer signer, SponsorLimits limits);
}
