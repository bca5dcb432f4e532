package org.quoin.amm.api;

import java.math.BigInteger;
import org.quoin.ledger.api.Amount;

/**
 * A pool in which everybody provides between two prices of his own.
 *
 * @param number from 1, in the order in which pools were created
 * @param fee of what comes in, in millionths
 * @param reserve0 all that it has, fees that nobody has taken yet among it
 * @param sqrtPrice as {@link Prices#sqrtPrice} has it
 * @param tick the greatest whose price is not above it; one less where a swap has just crossed downwards
 * @param liquidity of the ranges that the price is in
 */
public record AmmRangedPool(
        String name,
        long number,
        int fee,
        Amount reserve0,
        Amount reserve1,
        BigInteger sqrtPrice,
        int tick,
        BigInteger liquidity) {}
