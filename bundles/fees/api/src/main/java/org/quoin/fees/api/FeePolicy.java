package org.quoin.fees.api;

import java.time.Duration;
import java.util.List;
import org.quoin.ledger.api.Amount;

/**
 * What the operators decide.
 *
 * @param revision how many policies there were before
 * @param tipsTo the account that gets tips; empty: they are burnt
 * @param treasury the account that gets its share of base fees; empty: they are burnt whole
 * @param share in millionths
 * @param minimums of prices, 8 to 2^62 of the smallest units
 * @param limits of a period, even, 5,000 to 2^48; what holds walks to them, by less than one part in 1,024 a period
 * @param period 100 ms to a day
 * @param layer2 the capabilities whose operations the schedule of layer 2 is for, at most 16
 * @param stakeRate what a stake lets be free in five days, in millionths of the stake
 */
public record FeePolicy(
        long revision,
        String tipsTo,
        String treasury,
        int share,
        PerResource<Amount> minimums,
        PerResource<Long> limits,
        Duration period,
        List<String> layer2,
        int stakeRate) {
    public FeePolicy {
        layer2 = List.copyOf(layer2);
    }

    public FeePolicy withTipsTo(String account) {
        return new FeePolicy(revision, account, treasury, share, minimums, limits, period, layer2, stakeRate);
    }

    public FeePolicy withTreasury(String account, int millionths) {
        return new FeePolicy(revision, tipsTo, account, millionths, minimums, limits, period, layer2, stakeRate);
    }

    public FeePolicy withMinimums(PerResource<Amount> others) {
        return new FeePolicy(revision, tipsTo, treasury, share, others, limits, period, layer2, stakeRate);
    }

    public FeePolicy withLimits(PerResource<Long> others) {
        return new FeePolicy(revision, tipsTo, treasury, share, minimums, others, period, layer2, stakeRate);
    }

    public FeePolicy withPeriod(Duration other) {
        return new FeePolicy(revision, tipsTo, treasury, share, minimums, limits, other, layer2, stakeRate);
    }

    public FeePolicy withLayer2(List<String> capabilities) {
        return new FeePolicy(revision, tipsTo, treasury, share, minimums, limits, period, capabilities, stakeRate);
    }

    public FeePolicy withStakeRate(int millionths) {
        return new FeePolicy(revision, tipsTo, treasury, share, minimums, limits, period, layer2, millionths);
    }
}
