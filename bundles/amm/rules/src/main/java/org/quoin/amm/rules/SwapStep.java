package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * A swap within one range of liquidity, to a price or as far as the amount goes, rounded as Uniswap v3 rounds it (SwapMath.sol).
 *
 * @param sqrtPrice after it
 * @param in without the fee
 * @param fee of the asset that comes in
 */
record SwapStep(U256 sqrtPrice, U256 in, U256 out, U256 fee) {
    private static final int MILLION = ConstantProduct.MILLION;

    /**
     * A step that has an amount to spend, the fee in it.
     *
     * @param target price to stop at: below the current one if asset 0 comes in
     * @param fee in millionths, below a million
     */
    static SwapStep exactIn(U256 current, U256 target, U256 liquidity, U256 remaining, int fee) {
        boolean zeroForOne = current.compareTo(target) >= 0;
        U256 spendable = U256.mulDiv(remaining, U256.of(MILLION - fee), U256.of(MILLION));
        U256 most = in(current, target, liquidity, zeroForOne);
        boolean reached = spendable.compareTo(most) >= 0;
        U256 next = reached ? target : SqrtPriceMath.afterInput(current, liquidity, spendable, zeroForOne);
        boolean whole = next.equals(target);
        U256 in = whole ? most : in(current, next, liquidity, zeroForOne);
        return new SwapStep(
                next, in, out(current, next, liquidity, zeroForOne), whole ? feeOn(in, fee) : remaining.minus(in));
    }

    /** A step that has an amount to give. */
    static SwapStep exactOut(U256 current, U256 target, U256 liquidity, U256 remaining, int fee) {
        boolean zeroForOne = current.compareTo(target) >= 0;
        U256 most = out(current, target, liquidity, zeroForOne);
        boolean reached = remaining.compareTo(most) >= 0;
        U256 next = reached ? target : SqrtPriceMath.afterOutput(current, liquidity, remaining, zeroForOne);
        U256 out = next.equals(target) ? most : out(current, next, liquidity, zeroForOne);
        U256 in = in(current, next, liquidity, zeroForOne);
        return new SwapStep(next, in, out.compareTo(remaining) < 0 ? out : remaining, feeOn(in, fee));
    }

    private static U256 in(U256 from, U256 to, U256 liquidity, boolean zeroForOne) {
        return zeroForOne
                ? SqrtPriceMath.amount0(to, from, liquidity, true)
                : SqrtPriceMath.amount1(from, to, liquidity, true);
    }

    private static U256 out(U256 from, U256 to, U256 liquidity, boolean zeroForOne) {
        return zeroForOne
                ? SqrtPriceMath.amount1(to, from, liquidity, false)
                : SqrtPriceMath.amount0(from, to, liquidity, false);
    }

    private static U256 feeOn(U256 in, int fee) {
        return U256.mulDivRoundingUp(in, U256.of(fee), U256.of(MILLION - fee));
    }
}
