package org.quoin.amm.rules;

import org.quoin.rules.U256;

/** How much liquidity there can be, and how much of it amounts make, as Uniswap v3 counts it (Tick.sol, LiquidityAmounts.sol). */
final class Liquidity {
    static final U256 MAX = U256.ONE.shiftLeft(128).minus(U256.ONE);

    private static final U256 ONE = U256.ONE.shiftLeft(TickMath.RESOLUTION);

    private Liquidity() {}

    /**
     * The most that positions may have together at one end, so that all ends together stay below 2^128.
     *
     * @param spacing of ticks that can be ends, 1 or more
     */
    static U256 mostPerTick(int spacing) {
        int ticks = 2 * (TickMath.MAX_TICK / spacing) + 1;
        return MAX.divide(U256.of(ticks));
    }

    /**
     * The most liquidity that neither takes more than the amounts, rounded down; 2^128 if it is as much or more.
     *
     * @param lower square root of the price at which the range begins, below {@code upper}
     */
    static U256 of(U256 sqrtPrice, U256 lower, U256 upper, U256 amount0, U256 amount1) {
        if (sqrtPrice.compareTo(lower) <= 0) {
            return of0(lower, upper, amount0);
        }
        if (sqrtPrice.compareTo(upper) >= 0) {
            return of1(lower, upper, amount1);
        }
        U256 by0 = of0(sqrtPrice, upper, amount0);
        U256 by1 = of1(lower, sqrtPrice, amount1);
        return by0.compareTo(by1) < 0 ? by0 : by1;
    }

    private static U256 of0(U256 lower, U256 upper, U256 amount) {
        return part(amount, U256.mulDiv(lower, upper, ONE), upper.minus(lower));
    }

    private static U256 of1(U256 lower, U256 upper, U256 amount) {
        return part(amount, ONE, upper.minus(lower));
    }

    private static U256 part(U256 amount, U256 by, U256 whole) {
        U256 tooMuch = MAX.plus(U256.ONE);
        return U256.compareProducts(amount, by, tooMuch, whole) >= 0 ? tooMuch : U256.mulDiv(amount, by, whole);
    }
}
