package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * What liquidity between two prices consists of (UniswapV3Pool.sol, LiquidityMath.sol).
 *
 * @param lower square root of the price at which it begins, below {@code upper}
 */
record Range(U256 lower, U256 upper) {
    /** Of both assets; each is below 2^128, which is narrower than in Uniswap v3, where any number of 256 bits may come out. */
    record Amounts(U256 amount0, U256 amount1) {
        Amounts {
            if (amount0.compareTo(Liquidity.MAX) > 0 || amount1.compareTo(Liquidity.MAX) > 0) {
                throw new ArithmeticException("an amount is below 2^128");
            }
        }
    }

    Range {
        if (lower.compareTo(upper) >= 0) {
            throw new ArithmeticException("a range ends above where it begins");
        }
    }

    /**
     * What a provider brings for that liquidity, rounded up.
     *
     * @throws ArithmeticException if an amount is 2^128 or more
     */
    Amounts toAdd(U256 liquidity, U256 sqrtPrice) {
        return amounts(liquidity, sqrtPrice, true);
    }

    /**
     * What a provider gets for it, rounded down.
     *
     * @throws ArithmeticException if an amount is 2^128 or more
     */
    Amounts toRemove(U256 liquidity, U256 sqrtPrice) {
        return amounts(liquidity, sqrtPrice, false);
    }

    private Amounts amounts(U256 liquidity, U256 sqrtPrice, boolean roundUp) {
        if (sqrtPrice.compareTo(lower) < 0) {
            return new Amounts(SqrtPriceMath.amount0(lower, upper, liquidity, roundUp), U256.ZERO);
        }
        if (sqrtPrice.compareTo(upper) >= 0) {
            return new Amounts(U256.ZERO, SqrtPriceMath.amount1(lower, upper, liquidity, roundUp));
        }
        return new Amounts(
                SqrtPriceMath.amount0(sqrtPrice, upper, liquidity, roundUp),
                SqrtPriceMath.amount1(lower, sqrtPrice, liquidity, roundUp));
    }

    /** @throws ArithmeticException if there would be 2^128 or more */
    static U256 more(U256 liquidity, U256 added) {
        U256 sum = liquidity.plus(added);
        if (sum.compareTo(Liquidity.MAX) > 0) {
            throw new ArithmeticException("liquidity is below 2^128");
        }
        return sum;
    }

    /** @throws ArithmeticException if there is not so much */
    static U256 less(U256 liquidity, U256 removed) {
        return liquidity.minus(removed);
    }
}
