package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * Fees by unit of liquidity since a pool began, with 128 bits after the binary point, modulo 2^256 (Tick.sol, Position.sol and
 * UniswapV3Pool.sol of Uniswap v3). Only differences mean anything, and they are right however often a sum went round.
 */
final class FeeGrowth {
    /** Bits after the binary point. */
    private static final int RESOLUTION = 128;

    private static final U256 ONE = U256.ONE.shiftLeft(RESOLUTION);

    private FeeGrowth() {}

    /**
     * What has grown when a fee was taken: {@code fee / liquidity}, rounded down.
     *
     * @param fee below 2^128
     * @param liquidity in range then, 1 or more
     */
    static U256 after(U256 global, U256 fee, U256 liquidity) {
        return global.plusWrapping(fee.shiftLeft(RESOLUTION).divide(liquidity));
    }

    /** What counts as grown beyond an end of a range when it becomes one: all of it, below the current tick; above, nothing. */
    static U256 outsideAtFirst(int tick, int current, U256 global) {
        return tick <= current ? global : U256.ZERO;
    }

    /** What counts as grown beyond an end when the price has crossed it: what had not. */
    static U256 outsideAfterCrossing(U256 outside, U256 global) {
        return global.minusWrapping(outside);
    }

    /**
     * What has grown within a range: all but what has below its lower and above its upper end.
     *
     * @param current tick of the pool
     * @param lowerOutside beyond the lower end, as seen from the current tick
     */
    static U256 inside(int lower, int upper, int current, U256 global, U256 lowerOutside, U256 upperOutside) {
        U256 below = current >= lower ? lowerOutside : global.minusWrapping(lowerOutside);
        U256 above = current < upper ? upperOutside : global.minusWrapping(upperOutside);
        return global.minusWrapping(below).minusWrapping(above);
    }

    /**
     * What a position has earned, rounded down. Uniswap v3 drops what of it is 2^128 or more; no amount is here, so that fails.
     *
     * @param before what had grown within its range when it was last asked
     * @throws ArithmeticException if it is 2^128 or more
     */
    static U256 earned(U256 inside, U256 before, U256 liquidity) {
        U256 earned = U256.mulDiv(inside.minusWrapping(before), liquidity, ONE);
        if (earned.compareTo(ONE) >= 0) {
            throw new ArithmeticException("an amount is below 2^128");
        }
        return earned;
    }
}
