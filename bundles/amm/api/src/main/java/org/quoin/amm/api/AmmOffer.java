package org.quoin.amm.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;

/**
 * A swap that pools offer, along one route or split over several.
 *
 * @param legs at least one, all of the same two assets, with no pool in common
 */
public record AmmOffer(List<AmmQuote> legs) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    public AmmOffer {
        legs = List.copyOf(legs);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("an offer has at least one leg");
        }
    }

    public Amount in() {
        return sum(AmmQuote::in);
    }

    public Amount out() {
        return sum(AmmQuote::out);
    }

    /** What the fees of all pools take, as an amount of what comes in, rounded up. */
    public Amount fee() {
        return sum(AmmQuote::fee);
    }

    /** In millionths, rounded up: how much less comes out than at the prices before, beside the fees. */
    public int priceImpact() {
        BigInteger atPrice = BigInteger.ZERO;
        for (AmmQuote leg : legs) {
            BigInteger kept = MILLION.subtract(BigInteger.valueOf(leg.priceImpact()));
            atPrice = atPrice.add(leg.out().units().multiply(MILLION).divide(kept.max(BigInteger.ONE)));
        }
        return ceiling(atPrice.subtract(out().units()), atPrice);
    }

    /**
     * The least to accept, rounded down.
     *
     * @param slippage how much less than offered, in millionths
     */
    public Amount minOut(int slippage) {
        BigInteger kept = MILLION.subtract(require(slippage));
        return new Amount(out().units().multiply(kept).divide(MILLION), out().asset());
    }

    /**
     * The most to give, rounded down.
     *
     * @param slippage how much more than offered, in millionths
     */
    public Amount maxIn(int slippage) {
        BigInteger most = MILLION.add(require(slippage));
        return new Amount(in().units().multiply(most).divide(MILLION), in().asset());
    }

    private static BigInteger require(int slippage) {
        if (slippage < 0 || slippage > MILLION.intValue()) {
            throw new IllegalArgumentException("slippage is 0 to a million millionths, not " + slippage);
        }
        return BigInteger.valueOf(slippage);
    }

    /** The operations of one transaction that make the swap. */
    public List<OperationRecord> operations(Amount minOut, Instant deadline) {
        if (legs.size() == 1) {
            AmmQuote only = legs.get(0);
            return List.of(new SwapExactIn(only.route(), only.in(), minOut, deadline));
        }
        List<OperationRecord> operations = new ArrayList<>();
        for (AmmQuote leg : legs) {
            operations.add(new SwapOpen(leg.route(), leg.in(), new Amount(BigInteger.ZERO, minOut.asset()), deadline));
        }
        operations.add(new Settle(in()));
        operations.add(new TakeAll(minOut));
        return operations;
    }

    private Amount sum(Function<AmmQuote, Amount> part) {
        return legs.stream().map(part).reduce(Amount::plus).orElseThrow();
    }

    private static int ceiling(BigInteger part, BigInteger whole) {
        if (whole.signum() == 0) {
            return 0;
        }
        BigInteger[] quotient = part.multiply(MILLION).divideAndRemainder(whole);
        return quotient[0].intValueExact() + quotient[1].signum();
    }
}
