package org.quoin.fees.api;

import java.util.List;
import org.quoin.ledger.api.Amount;

/**
 * What the last blocks cost, as {@code eth_feeHistory} tells it.
 *
 * @param oldestBlock the height of the first; 0 if there is none
 * @param baseFees the price of a unit of gas in each block, and in the one that follows the last: one more than there are blocks, or none if
 *     there are no blocks
 * @param gasUsedRatios what each block used of the limit of its period; more than 1 where one block used more than that
 * @param rewards of each block, for each percentile that was asked for, the tip for a unit of gas that this part of its gas was at
 *     most tipped with; zeros for a block without transactions; empty if no percentiles were asked for
 */
public record FeeHistory(
        long oldestBlock, List<Amount> baseFees, List<Double> gasUsedRatios, List<List<Amount>> rewards) {
    public FeeHistory {
        baseFees = List.copyOf(baseFees);
        gasUsedRatios = List.copyOf(gasUsedRatios);
        rewards = List.copyOf(rewards);
    }
}
