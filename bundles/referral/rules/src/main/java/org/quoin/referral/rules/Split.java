package org.quoin.referral.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Amount;

/**
 * A counted fee's reward in parts. All of them together are {@code fee × (sum of the shares) / 1,000,000}, rounded down once;
 * each referrer's part is rounded down, and what rounding leaves is the referee's.
 *
 * @param total exactly the sum of the parts
 * @param levels the nearest referrer's first
 */
record Split(Amount total, Amount referee, List<Amount> levels) {
    Split {
        levels = List.copyOf(levels);
    }

    static Split of(Amount fee, long refereeShare, List<Long> levelShares) {
        long shares = refereeShare;
        Amount given = Amount.ZERO;
        List<Amount> levels = new ArrayList<>();
        for (long share : levelShares) {
            Amount part = Shares.of(fee, share);
            shares += share;
            given = given.plus(part);
            levels.add(part);
        }
        Amount total = Shares.of(fee, shares);
        return new Split(total, total.minus(given), levels);
    }
}
