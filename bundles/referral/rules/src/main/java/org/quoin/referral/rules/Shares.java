package org.quoin.referral.rules;

import org.quoin.rules.Amount;

/** Shares of amounts in millionths, exact and rounded down. */
final class Shares {
    static final long MILLION = 1_000_000;

    private static final long MASK = 0xffff_ffffL;

    private Shares() {}

    /**
     * {@code whole × share / 1,000,000}, rounded down. With {@code whole = q × 1,000,000 + r} it is
     * {@code q × share + r × share / 1,000,000}, so that nothing is wider than the amount.
     *
     * @param share in millionths, 0 to 1,000,000
     */
    static Amount of(Amount whole, long share) {
        if (share < 0 || share > MILLION) {
            throw new IllegalArgumentException("a share is 0 to 1,000,000");
        }
        long[] limbs = {whole.high() >>> 32, whole.high() & MASK, whole.low() >>> 32, whole.low() & MASK};
        long rest = 0;
        for (int i = 0; i < limbs.length; i++) {
            long part = (rest << 32) | limbs[i];
            limbs[i] = part / MILLION;
            rest = part % MILLION;
        }
        long carry = rest * share / MILLION;
        for (int i = limbs.length - 1; i >= 0; i--) {
            long part = limbs[i] * share + carry;
            limbs[i] = part & MASK;
            carry = part >>> 32;
        }
        return new Amount((limbs[0] << 32) | limbs[1], (limbs[2] << 32) | limbs[3]);
    }

    static Amount least(Amount one, Amount other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** What is above the other amount; nothing if it is less. */
    static Amount above(Amount one, Amount other) {
        return one.minus(least(one, other));
    }
}
