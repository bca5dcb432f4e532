package org.quoin.amm.api;

import java.math.BigInteger;
import org.quoin.ledger.api.Amount;

/**
 * What somebody provides between two prices.
 *
 * @param lower tick at whose price it begins
 * @param amount0 what a withdrawal of all of it would give now
 * @param fees0 what it has earned, and would be paid with it
 */
public record AmmRange(
        String pool,
        String account,
        int lower,
        int upper,
        BigInteger liquidity,
        Amount amount0,
        Amount amount1,
        Amount fees0,
        Amount fees1) {}
