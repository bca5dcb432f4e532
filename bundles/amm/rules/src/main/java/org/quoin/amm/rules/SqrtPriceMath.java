package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * Amounts and prices along the curve of a range: {@code amount0 = L·(1/√a − 1/√b)} and {@code amount1 = L·(√b − √a)}, rounded as
 * Uniswap v3 rounds them (SqrtPriceMath.sol), which is always for the pool.
 */
final class SqrtPriceMath {
    /** Square roots of prices are below this. */
    private static final int PRICE_BITS = 160;

    private static final U256 ONE = U256.ONE.shiftLeft(TickMath.RESOLUTION);

    private SqrtPriceMath() {}

    /**
     * Where an amount that comes in moves the price, not beyond what it pays for.
     *
     * @param zeroForOne whether it is of asset 0, which lowers the price
     * @throws ArithmeticException if there is no liquidity, or the price would be 2^160 or more
     */
    static U256 afterInput(U256 sqrtPrice, U256 liquidity, U256 in, boolean zeroForOne) {
        requirePositive(sqrtPrice, liquidity);
        return zeroForOne ? afterAdding0(sqrtPrice, liquidity, in) : afterAdding1(sqrtPrice, liquidity, in);
    }

    /**
     * Where an amount that goes out moves the price, as far as that takes.
     *
     * @param zeroForOne whether it is of asset 1, which lowers the price
     * @throws ArithmeticException if there is no liquidity, or not so much
     */
    static U256 afterOutput(U256 sqrtPrice, U256 liquidity, U256 out, boolean zeroForOne) {
        requirePositive(sqrtPrice, liquidity);
        return zeroForOne ? afterTaking1(sqrtPrice, liquidity, out) : afterTaking0(sqrtPrice, liquidity, out);
    }

    /** {@code L·√p / (L + amount·√p)}, rounded up; {@code L / (L/√p + amount)} where that would not fit. */
    private static U256 afterAdding0(U256 sqrtPrice, U256 liquidity, U256 amount) {
        if (amount.isZero()) {
            return sqrtPrice;
        }
        U256 scaled = liquidity.shiftLeft(TickMath.RESOLUTION);
        if (U256.compareProducts(amount, sqrtPrice, U256.MAX.minus(scaled), U256.ONE) <= 0) {
            return U256.mulDivRoundingUp(scaled, sqrtPrice, scaled.plus(amount.times(sqrtPrice)));
        }
        return U256.mulDivRoundingUp(scaled, U256.ONE, scaled.divide(sqrtPrice).plus(amount));
    }

    /** {@code L·√p / (L − amount·√p)}, rounded up. */
    private static U256 afterTaking0(U256 sqrtPrice, U256 liquidity, U256 amount) {
        if (amount.isZero()) {
            return sqrtPrice;
        }
        U256 scaled = liquidity.shiftLeft(TickMath.RESOLUTION);
        U256 rest = scaled.minus(amount.times(sqrtPrice));
        return requirePrice(U256.mulDivRoundingUp(scaled, sqrtPrice, rest));
    }

    /** {@code √p + amount / L}, rounded down. */
    private static U256 afterAdding1(U256 sqrtPrice, U256 liquidity, U256 amount) {
        return requirePrice(sqrtPrice.plus(U256.mulDiv(amount, ONE, liquidity)));
    }

    /** {@code √p − amount / L}, rounded down. */
    private static U256 afterTaking1(U256 sqrtPrice, U256 liquidity, U256 amount) {
        U256 rest = sqrtPrice.minus(U256.mulDivRoundingUp(amount, ONE, liquidity));
        if (rest.isZero()) {
            throw new ArithmeticException("there is not so much of asset 1");
        }
        return rest;
    }

    /**
     * What of asset 0 lies between two prices, in either order.
     *
     * @param roundUp as it is when it comes in
     */
    static U256 amount0(U256 sqrtA, U256 sqrtB, U256 liquidity, boolean roundUp) {
        U256 lower = min(sqrtA, sqrtB);
        U256 upper = max(sqrtA, sqrtB);
        if (lower.isZero()) {
            throw new ArithmeticException("a price is more than zero");
        }
        U256 scaled = liquidity.shiftLeft(TickMath.RESOLUTION);
        U256 width = upper.minus(lower);
        return roundUp
                ? U256.mulDivRoundingUp(U256.mulDivRoundingUp(scaled, width, upper), U256.ONE, lower)
                : U256.mulDiv(scaled, width, upper).divide(lower);
    }

    /** What of asset 1 lies between two prices, in either order. */
    static U256 amount1(U256 sqrtA, U256 sqrtB, U256 liquidity, boolean roundUp) {
        U256 width = max(sqrtA, sqrtB).minus(min(sqrtA, sqrtB));
        return roundUp ? U256.mulDivRoundingUp(liquidity, width, ONE) : U256.mulDiv(liquidity, width, ONE);
    }

    private static U256 requirePrice(U256 sqrtPrice) {
        if (sqrtPrice.bitLength() > PRICE_BITS) {
            throw new ArithmeticException("the square root of a price is below 2^160");
        }
        return sqrtPrice;
    }

    private static void requirePositive(U256 sqrtPrice, U256 liquidity) {
        if (sqrtPrice.isZero() || liquidity.isZero()) {
            throw new ArithmeticException("there is no price, or no liquidity");
        }
    }

    private static U256 min(U256 one, U256 other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static U256 max(U256 one, U256 other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
