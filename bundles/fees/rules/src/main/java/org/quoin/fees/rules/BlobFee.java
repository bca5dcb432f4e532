package org.quoin.fees.rules;

import org.quoin.rules.U256;

/** How the price of published data follows demand, as EIP-4844 has it: by what was published in excess of a target, so far. */
final class BlobFee {
    /** Of the Cancun fork, in the ratio of which ours stand to one another: a full period raises the price by an eighth. */
    private static final U256 TARGET = U256.of(393_216L);

    private static final U256 FRACTION = U256.of(3_338_477L);

    /** The excess at which a price of 1 has passed 2^62, in update fractions: e^43 is more. */
    private static final long HIGHEST = 43;

    private BlobFee() {}

    /** {@code factor × e^(numerator / denominator)}, by as many terms of its series as there are in integers, each rounded down. */
    static U256 fakeExponential(U256 factor, U256 numerator, U256 denominator) {
        U256 sum = U256.ZERO;
        U256 term = factor.times(denominator);
        for (long i = 1; !term.isZero(); i++) {
            sum = sum.plus(term);
            term = U256.mulDiv(term, numerator, denominator.times(U256.of(i)));
        }
        return sum.divide(denominator);
    }

    /** What is in excess after a period. */
    static long excess(long excess, long used, long target) {
        return Math.max(0, Math.addExact(excess, used) - target);
    }

    /** How much excess multiplies a price by e. */
    static long updateFraction(long target) {
        return U256.mulDiv(U256.of(target), FRACTION, TARGET).toLong();
    }

    /**
     * The price for an excess, at most {@link BaseFee#CEILING}.
     *
     * @param minimum the price without an excess
     * @param target up to half of {@link Policy#MAX_LIMIT}
     */
    static long price(long minimum, long excess, long target) {
        long fraction = updateFraction(target);
        U256 price =
                fakeExponential(U256.of(minimum), U256.of(Math.min(excess, HIGHEST * fraction)), U256.of(fraction));
        U256 ceiling = U256.of(BaseFee.CEILING);
        return (price.compareTo(ceiling) < 0 ? price : ceiling).toLong();
    }

    /**
     * What is in excess after a period in which that much was used, and after the empty ones that follow. At the ceiling it grows no more,
     * so that the price falls soon.
     *
     * @param empty how many there are, 0 or more
     */
    static long next(long excess, long used, long target, long empty, boolean atCeiling) {
        long after = excess(excess, Math.min(used, target * BaseFee.ELASTICITY), target);
        long now = atCeiling ? Math.min(excess, after) : after;
        return now / target < empty ? 0 : now - target * empty;
    }
}
