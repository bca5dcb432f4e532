package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * The arithmetic of a pool with two reserves whose product no swap lowers, rounded as Uniswap v2 rounds it
 * (UniswapV2Library.sol, UniswapV2Pair.sol). Fees are parts per million here and thousandths there: both sides of each quotient and
 * comparison grow by the same factor, so that a fee of 3,000 gives Uniswap's results to the unit.
 *
 * <p>Reserves are at most 2^112 − 1, as there; amounts are below 2^128.
 */
final class ConstantProduct {
    /** What fees are parts of. */
    static final int MILLION = 1_000_000;

    /** Of Uniswap v2: 0.3 %. */
    static final int STANDARD_FEE = 3_000;

    static final U256 MAX_RESERVE = U256.ONE.shiftLeft(112).minus(U256.ONE);

    /** Shares of the first deposit that nobody gets: so nobody can make one share worth so much that others round to none. */
    static final U256 MINIMUM_LIQUIDITY = U256.of(1_000);

    /** Of what liquidity grows by through fees, the protocol's part: one of so many. */
    private static final long PROTOCOL_PARTS = 6;

    /** Bits after the binary point of a price: UQ112x112. */
    private static final int PRICE_BITS = 112;

    /** What the fees of pools are multiples of, in millionths. */
    private static final int FEE_UNIT = 100;

    private ConstantProduct() {}

    /**
     * What a swap gives, at most: {@code in·φ·reserveOut / (reserveIn + in·φ)} with {@code φ = 1 − fee}, rounded down.
     *
     * @param fee in millionths, below a million
     * @throws ArithmeticException if nothing comes in, or a reserve is empty
     */
    static U256 out(U256 in, U256 reserveIn, U256 reserveOut, int fee) {
        requirePositive(in, reserveIn, reserveOut);
        U256 counted = in.times(U256.of(MILLION - fee));
        return U256.mulDiv(
                counted, reserveOut, reserveIn.times(U256.of(MILLION)).plus(counted));
    }

    /**
     * What a swap takes, at least, to give an amount: {@code reserveIn·out / ((reserveOut − out)·φ)}, rounded down, plus one.
     *
     * @throws ArithmeticException if nothing is to come out, or all that is there, or a reserve is empty
     */
    static U256 in(U256 out, U256 reserveIn, U256 reserveOut, int fee) {
        requirePositive(out, reserveIn, reserveOut);
        U256 left = reserveOut.minus(out).times(U256.of(MILLION - fee));
        return U256.mulDiv(reserveIn.times(U256.of(MILLION)), out, left).plus(U256.ONE);
    }

    /** As much of the other asset as the reserves have for an amount of this one: {@code amount·other / own}, rounded down. */
    static U256 quote(U256 amount, U256 own, U256 other) {
        requirePositive(amount, own, other);
        return U256.mulDiv(amount, other, own);
    }

    /**
     * Whether the product has not fallen, the fee on what came in taken off:
     * {@code (b0 − in0·fee)·(b1 − in1·fee) ≥ r0·r1}, exactly.
     *
     * @param balance0 what is there after the swap
     * @param in0 what came in of it
     * @param reserve0 what was there before
     */
    static boolean keepsProduct(
            U256 balance0, U256 balance1, U256 in0, U256 in1, U256 reserve0, U256 reserve1, int fee) {
        U256 million = U256.of(MILLION);
        U256 part = U256.of(fee);
        U256 adjusted0 = balance0.times(million).minus(in0.times(part));
        U256 adjusted1 = balance1.times(million).minus(in1.times(part));
        return U256.compareProducts(adjusted0, adjusted1, reserve0.times(million), reserve1.times(million)) >= 0;
    }

    /** Shares of the first deposit, those that nobody gets among them: {@code √(a·b)}, rounded down. */
    static U256 firstShares(U256 amount0, U256 amount1) {
        return amount0.times(amount1).sqrt();
    }

    /** Shares of a later deposit: of both assets the smaller part, rounded down. */
    static U256 shares(U256 amount0, U256 amount1, U256 reserve0, U256 reserve1, U256 supply) {
        U256 by0 = U256.mulDiv(amount0, supply, reserve0);
        U256 by1 = U256.mulDiv(amount1, supply, reserve1);
        return by0.compareTo(by1) < 0 ? by0 : by1;
    }

    /**
     * How much of an amount is to be swapped in the pool, so that what is left of it and what comes out fit the reserves after the
     * swap: the positive root of {@code φ·s² + (1 + φ)·R·s − a·R = 0}, rounded down.
     *
     * @param amount {@code a}, at most {@link #MAX_RESERVE}
     * @param reserve {@code R} of the same asset
     * @param fee in millionths, a multiple of 100
     */
    static U256 fitting(U256 amount, U256 reserve, int fee) {
        int whole = MILLION / FEE_UNIT;
        int kept = whole - fee / FEE_UNIT;
        U256 linear = reserve.times(U256.of((long) whole + kept));
        U256 square = reserve.times(reserve.times(U256.of((long) (whole + kept) * (whole + kept)))
                .plus(amount.times(U256.of(4L * whole * kept))));
        return square.sqrt().minus(linear).divide(U256.of(2L * kept));
    }

    /** What shares are worth of an asset, rounded down. */
    static U256 worth(U256 shares, U256 balance, U256 supply) {
        return U256.mulDiv(shares, balance, supply);
    }

    /** What shares cost of an asset, rounded up: never more than they were computed from. */
    static U256 cost(U256 shares, U256 reserve, U256 supply) {
        return U256.mulDivRoundingUp(shares, reserve, supply);
    }

    /**
     * New shares for the protocol, a sixth of what {@code √k} has grown by: {@code s·(√k − √last) / (5·√k + √last)}, rounded down.
     *
     * @param last the product after the last deposit or withdrawal
     */
    static U256 protocolShares(U256 supply, U256 reserve0, U256 reserve1, U256 last) {
        U256 root = reserve0.times(reserve1).sqrt();
        U256 rootLast = last.sqrt();
        if (root.compareTo(rootLast) <= 0) {
            return U256.ZERO;
        }
        return U256.mulDiv(
                supply,
                root.minus(rootLast),
                root.times(U256.of(PROTOCOL_PARTS - 1)).plus(rootLast));
    }

    /**
     * A cumulative price some time later, modulo 2^256: so what it grew by is right however often it went round.
     *
     * @param reserve of the asset that is priced
     * @param other in which it is priced
     * @param seconds since then
     * @return in seconds times UQ112x112
     */
    static U256 cumulative(U256 before, U256 reserve, U256 other, long seconds) {
        U256 price = other.shiftLeft(PRICE_BITS).divide(reserve);
        return before.plusWrapping(price.times(U256.of(seconds)));
    }

    private static void requirePositive(U256 amount, U256 reserve, U256 other) {
        if (amount.isZero() || reserve.isZero() || other.isZero()) {
            throw new ArithmeticException("an amount or a reserve is zero");
        }
    }
}
