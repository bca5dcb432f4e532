package org.quoin.fees.api.client;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.quoin.fees.api.FeeHistory;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;

/**
 * Reckons what {@code eth_feeHistory} tells.
 *
 * @param most blocks of one answer without percentiles
 * @param mostWithRewards blocks of one answer with percentiles
 * @param kept of how many of the last blocks it can tell
 */
record Histories(Asset asset, Blocks blocks, long most, long mostWithRewards, long kept) {
    private static final int MAX_PERCENTILES = 100;

    FeeHistory history(long count, OptionalLong newest, List<Double> percentiles) {
        requireAscending(percentiles);
        long head = blocks.head();
        long last = newest.orElse(head);
        if (last < 0 || last > head) {
            throw new IllegalArgumentException(
                    "there is no block " + last + " yet: the newest is " + head + ", ask for one up to it");
        }
        long first = Math.max(0, head - kept + 1);
        if (last < first) {
            throw new IllegalArgumentException(
                    "the prices of block " + last + " are not kept any more: ask for one from " + first + " on");
        }
        long wanted = Math.min(count, percentiles.isEmpty() ? most : mostWithRewards);
        long oldest = Math.max(first, last - wanted + 1);
        return wanted < 1 ? new FeeHistory(0, List.of(), List.of(), List.of()) : read(oldest, last, percentiles);
    }

    private FeeHistory read(long oldest, long last, List<Double> percentiles) {
        List<Amount> bases = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<List<Amount>> rewards = new ArrayList<>();
        for (long height = oldest; height <= last; height++) {
            BlockFees block = blocks.block(height);
            bases.add(new Amount(block.base(), asset));
            ratios.add(block.ratio());
            if (!percentiles.isEmpty()) {
                rewards.add(rewards(block, percentiles).stream()
                        .map(tip -> new Amount(tip, asset))
                        .toList());
            }
        }
        bases.add(new Amount(blocks.baseAfter(last), asset));
        return new FeeHistory(oldest, bases, ratios, rewards);
    }

    /** Of each percentile, the tip at which that part of the gas is reached, counted from the lowest tip on. */
    static List<BigInteger> rewards(BlockFees block, List<Double> percentiles) {
        List<BlockFees.Paid> paid = block.paid().stream()
                .sorted(Comparator.comparing(BlockFees.Paid::tip))
                .toList();
        long gas = paid.stream().mapToLong(BlockFees.Paid::gas).sum();
        List<BigInteger> rewards = new ArrayList<>();
        int at = 0;
        long reached = paid.isEmpty() ? 0 : paid.get(0).gas();
        for (double percentile : percentiles) {
            long wanted = (long) (gas * percentile / 100);
            while (reached < wanted && at < paid.size() - 1) {
                at++;
                reached += paid.get(at).gas();
            }
            rewards.add(paid.isEmpty() ? BigInteger.ZERO : paid.get(at).tip());
        }
        return rewards;
    }

    private static void requireAscending(List<Double> percentiles) {
        if (percentiles.size() > MAX_PERCENTILES) {
            throw new IllegalArgumentException(
                    percentiles.size() + " percentiles are too many: ask for at most " + MAX_PERCENTILES);
        }
        double before = -1;
        for (double percentile : percentiles) {
            if (!(percentile >= 0 && percentile <= 100 && percentile > before)) {
                throw new IllegalArgumentException(
                        "percentiles are from 0 to 100, each more than the one before: " + percentile + " is not");
            }
            before = percentile;
        }
    }
}
