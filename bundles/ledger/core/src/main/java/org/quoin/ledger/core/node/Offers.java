package org.quoin.ledger.core.node;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.FeePrices;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.View;

/**
 * What those offer who wait: enough for the prices of the newest block, and together no more than the signer has. Without a fee
 * policy nothing is looked at, and nobody is before another.
 */
final class Offers {
    /** Waiting, of one signer: their sponsor is asked when they are executed, and may not pay. */
    static final int SPONSORED = 64;

    private static final Duration FRESH = Duration.ofMillis(100);
    private static final BigInteger MAX_UNITS = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private final Reads reads;
    private final Map<Hash, Offer> offers = new HashMap<>();
    private final Map<String, Sum> signers = new HashMap<>();
    private volatile @Nullable Priced latest;

    /**
     * What a block would charge.
     *
     * @param head the block before it
     * @param at the time of the block
     * @param state shows its prices
     */
    private record Priced(
            Hash head, Instant at, View state, @Nullable FeePrices prices) {
        /** Prices fall with time, though no block is made. */
        private boolean isOf(Chain chain, Instant now) {
            return head.equals(chain.head()) && now.isBefore(at.plus(FRESH));
        }
    }

    /** @param own what the signer pays at most */
    private record Offer(String signer, BigInteger own, boolean sponsored) {}

    private static final class Sum {
        private BigInteger own = BigInteger.ZERO;
        private int sponsored;
        private int transactions;
    }

    Offers(Reads reads) {
        this.reads = reads;
    }

    /** Of the block after the newest; null if nothing is charged. */
    @Nullable
    FeePrices prices() {
        return priced(reads.chain()).prices;
    }

    /** The state after a block, with the prices of the next. */
    View state(Chain chain) {
        return priced(chain).state;
    }

    private Priced priced(Chain chain) {
        Priced known = latest;
        Context next = reads.next(chain);
        if (known == null || !known.isOf(chain, next.time())) {
            View state = priced(chain.modules(), next, chain.state());
            known = new Priced(chain.head(), next.time(), state, prices(chain.modules(), state));
            latest = known;
        }
        return known;
    }

    /** A view with the prices of the next block in it; without a policy the same. */
    static View priced(ModuleSet modules, Context next, View view) {
        if (modules.feePolicy().isEmpty()) {
            return view;
        }
        Overlay priced = new Overlay(view);
        FeePrices.ask(modules, next, priced);
        return priced.seal();
    }

    /** Null if nothing is charged: without a policy what the last block cost does not count. */
    static @Nullable FeePrices prices(ModuleSet modules, View priced) {
        return modules.feePolicy().isEmpty() ? null : FeePrices.of(new CoreReads(priced));
    }

    boolean isCharged() {
        return prices() != null;
    }

    /**
     * The tip by which a transaction is ordered: what it offers and its limit is enough for. What operators govern comes first, else
     * whoever offers much could keep them from it.
     *
     * @param size in bytes, encoded
     * @param gas that its operations are known to use
     */
    long tip(Transaction transaction, int size, long gas) {
        FeePrices prices = prices();
        if (prices == null) {
            return 0;
        }
        return isFree(transaction) ? Long.MAX_VALUE : prices.tip(transaction, size, gas);
    }

    boolean isFree(Transaction transaction) {
        return FeePrices.isFree(transaction, reads.state());
    }

    /** Whether transactions of the signer wait. */
    synchronized boolean hasAny(String signer) {
        return signers.containsKey(signer);
    }

    /**
     * Looks at what a transaction offers, and counts it until it is released.
     *
     * @param signer the ordinal of its account
     * @param replaced counts no more then; null if there is none
     * @throws Refusal if it cannot be paid: then nothing has changed
     */
    synchronized void count(VerifiedTransaction transaction, long signer, @Nullable Hash replaced) {
        FeePrices prices = prices();
        if (prices == null) {
            return;
        }
        Transaction content = transaction.transaction();
        FeeTerms terms = content.fee();
        boolean free = isFree(content);
        boolean sponsored = !terms.sponsor().isEmpty();
        BigInteger own = free || sponsored ? BigInteger.ZERO : terms.limit();
        Offer old = replaced == null ? null : offers.get(replaced);
        if (!free) {
            requireOffered(transaction, prices);
            require(content, signer, own, sponsored, old);
        }
        if (replaced != null) {
            release(replaced);
        }
        offers.put(transaction.id(), new Offer(content.signer(), own, sponsored));
        Sum sum = signers.computeIfAbsent(content.signer(), none -> new Sum());
        sum.own = sum.own.add(own);
        sum.sponsored += sponsored ? 1 : 0;
        sum.transactions++;
    }

    /** The same without counting it. */
    synchronized void require(VerifiedTransaction transaction, long signer) {
        FeePrices prices = prices();
        Transaction content = transaction.transaction();
        if (prices != null && !isFree(content)) {
            requireOffered(transaction, prices);
            boolean sponsored = !content.fee().sponsor().isEmpty();
            require(content, signer, sponsored ? BigInteger.ZERO : content.fee().limit(), sponsored, null);
        }
    }

    private void requireOffered(VerifiedTransaction transaction, FeePrices prices) {
        if (!prices.isOffered(transaction)) {
            throw new Refusal(
                    LedgerFailure.FEE_LIMIT_TOO_LOW,
                    Values.of("limit", transaction.transaction().fee().limit())
                            .and("needed", prices.least(transaction))
                            .and("asset", asset()));
        }
    }

    private void require(Transaction content, long signer, BigInteger own, boolean sponsored, @Nullable Offer old) {
        Sum sum = signers.get(content.signer());
        if (sponsored) {
            int waiting = sum == null ? 0 : sum.sponsored - (old != null && old.sponsored ? 1 : 0);
            if (waiting >= SPONSORED) {
                throw new Refusal(
                        LedgerFailure.TOO_MANY_SPONSORED,
                        Values.of("account", content.signer()).and("limit", (long) SPONSORED));
            }
            return;
        }
        BigInteger others = sum == null ? BigInteger.ZERO : sum.own.subtract(old == null ? BigInteger.ZERO : old.own);
        BigInteger needed = others.add(own);
        BigInteger available = reads.state().nativeBalance(signer);
        if (available.compareTo(needed) < 0) {
            throw new Refusal(
                    LedgerFailure.CANNOT_PAY_FEE,
                    Values.of("account", content.signer())
                            .and("asset", asset())
                            .and("available", available)
                            .and("needed", needed.min(MAX_UNITS)));
        }
    }

    /** It waits no more. */
    synchronized void release(Hash transaction) {
        Offer offer = offers.remove(transaction);
        if (offer == null) {
            return;
        }
        Sum sum = signers.get(offer.signer);
        if (sum == null) {
            throw new IllegalStateException(offer.signer + " has offered nothing");
        }
        sum.own = sum.own.subtract(offer.own);
        sum.sponsored -= offer.sponsored ? 1 : 0;
        sum.transactions--;
        if (sum.transactions == 0) {
            signers.remove(offer.signer);
        }
    }

    /**
     * Looks whether a transaction offers at least a tenth more than another, in limit and in tip.
     *
     * @throws Refusal if not
     */
    void requireMore(FeeTerms terms, FeeTerms than) {
        BigInteger limit = aTenthMore(than.limit());
        BigInteger tip = aTenthMore(BigInteger.valueOf(than.tip()));
        if (terms.limit().compareTo(limit) < 0
                || BigInteger.valueOf(terms.tip()).compareTo(tip) < 0) {
            throw new Refusal(
                    LedgerFailure.REPLACEMENT_UNDERPRICED,
                    Values.of("asset", asset())
                            .and("limit", limit.min(MAX_UNITS))
                            .and("tip", tip));
        }
    }

    /** Rounded up, and at least one more. */
    private static BigInteger aTenthMore(BigInteger units) {
        return units.add(units.add(BigInteger.valueOf(9)).divide(BigInteger.TEN).max(BigInteger.ONE));
    }

    private String asset() {
        return reads.state().nativeAsset().asset().symbol();
    }
}
