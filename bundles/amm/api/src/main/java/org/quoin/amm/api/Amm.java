package org.quoin.amm.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Signer;

/**
 * Liquidity pools: who provides, swaps, and asks what a swap would come to.
 *
 * <p>What submits completes or fails as {@link org.quoin.ledger.api.Ledger#submit} does; a receipt that was rejected has one
 * of the codes of {@link AmmFailure} or of {@link org.quoin.ledger.api.LedgerFailure}. Every method throws
 * {@link org.quoin.ledger.api.RefusedException} if the rules are not active any more, and with the code that a swap would have if
 * what is asked for cannot be.
 */
@ProviderType
public interface Amm {
    /** Submits any operations of this package as one transaction. */
    CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord... operations);

    Optional<AmmPool> pool(String name);

    /**
     * Pools in the order in which they were created.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<AmmPool> pools(@Nullable String cursor, int limit);

    /** A pool with ranges. */
    Optional<AmmRangedPool> rangedPool(String name);

    /**
     * Pools with ranges in the order in which they were created.
     *
     * @param limit pools that are looked at: a page may have fewer, or none, and another one after it
     */
    Page<AmmRangedPool> rangedPools(@Nullable String cursor, int limit);

    /** What an account provides between prices. */
    Page<AmmRange> ranges(String account, @Nullable String cursor, int limit);

    /**
     * What {@link SwapExactIn} would give on the state as it is: to the unit, if nothing else is executed before.
     *
     * @param route names of 1 to 4 pools
     * @param assetOut the symbol of what is to come out
     */
    AmmQuote quote(List<String> route, Amount in, String assetOut);

    /** What {@link SwapExactOut} would take; as {@link #quote}. */
    AmmQuote quoteExactOut(List<String> route, String assetIn, Amount out);

    /**
     * The best that is found for an amount over all pools: along one route of up to four pools, or split over up to three that have
     * no pool in common if more comes out so. It is never less than any single route found gives, and on the state as it is what
     * {@link AmmOffer#operations} give, to the unit.
     *
     * @throws org.quoin.ledger.api.RefusedException with {@code NO_ROUTE} if no pools lead there
     */
    AmmOffer best(Amount in, String assetOut);

    /** The route found that takes least; as {@link #best}, and not split. */
    AmmQuote bestExactOut(String assetIn, Amount out);

    /**
     * What an account has in pools, in the order in which those were created.
     *
     * @param limit pools that are looked at: a page may have fewer positions, or none, and another one after it
     */
    Page<AmmPosition> positions(String account, @Nullable String cursor, int limit);
}
