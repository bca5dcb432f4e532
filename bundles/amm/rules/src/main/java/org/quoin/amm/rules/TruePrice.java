package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * The swap that moves a pool of two reserves to a price known from elsewhere, which is the one that earns its sender most
 * (UniswapV2LiquidityMathLibrary.sol). With a fee of 3,000 it is Uniswap's to the unit.
 *
 * @param zeroIn whether asset 0 comes in
 * @param in zero if the price is so near that the fee eats what there is to earn
 */
record TruePrice(boolean zeroIn, U256 in) {
    /**
     * {@code √(reserve0·reserve1·price / φ) − reserveIn / φ}, with {@code φ = 1 − fee}, each rounded down.
     *
     * @param value0 what so much of asset 0 as {@code value1} of asset 1 is worth: the price is a ratio of the two
     * @param fee in millionths, below a million
     * @throws ArithmeticException if a reserve or a value is zero, or the price is so extreme that the square is 2^256 or more
     */
    static TruePrice of(U256 value0, U256 value1, U256 reserve0, U256 reserve1, int fee) {
        if (value0.isZero() || value1.isZero() || reserve0.isZero() || reserve1.isZero()) {
            throw new ArithmeticException("a reserve or a value is zero");
        }
        boolean zeroIn = U256.mulDiv(reserve0, value1, reserve1).compareTo(value0) < 0;
        U256 million = U256.of(ConstantProduct.MILLION);
        U256 kept = U256.of(ConstantProduct.MILLION - fee);
        U256 target = U256.mulDiv(
                        reserve0.times(reserve1).times(million),
                        zeroIn ? value0 : value1,
                        (zeroIn ? value1 : value0).times(kept))
                .sqrt();
        U256 present = U256.mulDiv(zeroIn ? reserve0 : reserve1, million, kept);
        return target.compareTo(present) < 0
                ? new TruePrice(false, U256.ZERO)
                : new TruePrice(zeroIn, target.minus(present));
    }
}
