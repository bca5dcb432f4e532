package org.quoin.fees.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.U256;

/** What a stake lets be free, as Hive regenerates the resource credits of an account: linearly, up to what the stake allows. */
final class Budget {
    /** From nothing to the most, in milliseconds: 432,000 s, five days. */
    static final long REGENERATION = 432_000_000;

    private Budget() {}

    /**
     * The most that a stake can let be free.
     *
     * @param rate in millionths of the stake
     */
    static Amount most(Amount stake, int rate) {
        return U256.mulDiv(U256.of(stake), U256.of(rate), U256.of(FeeSchedule.MILLION))
                .toAmount();
    }

    /**
     * {@code min(most, last + elapsed × most / 432,000 s)}.
     *
     * @param elapsed in milliseconds
     */
    static Amount regenerated(Amount last, long elapsed, Amount most) {
        U256 grown = U256.mulDiv(
                U256.of(most), U256.of(Math.min(Math.max(0, elapsed), REGENERATION)), U256.of(REGENERATION));
        U256 now = U256.of(last).plus(grown);
        return now.compareTo(U256.of(most)) < 0 ? now.toAmount() : most;
    }
}
