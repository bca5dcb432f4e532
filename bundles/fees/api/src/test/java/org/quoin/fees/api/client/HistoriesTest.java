package org.quoin.fees.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.fees.api.FeeHistory;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;

/** On a chain of 33 blocks as that of the tests of go-ethereum: without prices before block 16, with one transaction in each. */
class HistoriesTest {
    private static final Asset QUO = new Asset("QUO", 18);
    private static final long HEAD = 32;
    private static final long FIRST_PRICED = 16;

    private static final Blocks CHAIN = new Blocks() {
        @Override
        public long head() {
            return HEAD;
        }

        @Override
        public BlockFees block(long height) {
            boolean priced = height >= FIRST_PRICED;
            return new BlockFees(
                    priced ? base(height) : BigInteger.ZERO,
                    21_000,
                    priced ? 84_000 : 0,
                    height == 0 || !priced
                            ? List.of()
                            : List.of(new BlockFees.Paid(21_000, BigInteger.valueOf(height))));
        }

        @Override
        public BigInteger baseAfter(long height) {
            return base(height + 1);
        }

        private BigInteger base(long height) {
            return BigInteger.valueOf(1_000 + height);
        }
    };

    /**
     * The rows of {@code TestFeeHistory} in {@code eth/gasprice/feehistory_test.go} of go-ethereum. There a block can be pending, final or
     * safe. Here none is pending, so the six rows that ask for a pending block, or on a chain that has one, expect what the chain without it
     * gives for its newest block; and every block is final, so the two rows about that ask for the block that was final there.
     */
    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 10, 30, '', 21, 10",
        "1000, 1000, 10, 30, 0 10, 21, 10",
        "1000, 1000, 10, 30, 20 10, refused, 0",
        "1000, 1000, 1000000000, 30, '', 0, 31",
        "1000, 1000, 1000000000, , '', 0, 33",
        "1000, 1000, 10, 40, '', refused, 0",
        "1000, 1000, 10, 40, '', refused, 0", // with a pending block
        "20, 2, 100, , '', 13, 20",
        "20, 2, 100, , 0 10, 31, 2",
        "20, 2, 100, 32, 0 10, 31, 2",
        "1000, 1000, 1, 33, '', refused, 0", // pending, of which there is none
        "1000, 1000, 1, , '', 32, 1", // the block before the pending one, of which there is none
        "1000, 1000, 2, , '', 31, 2", // up to a pending block
        "1000, 1000, 2, , 0 10, 31, 2", // up to a pending block
        "1000, 1000, 2, 25, 0 10, 24, 2", // final
        "1000, 1000, 2, 25, 0 10, 24, 2" // safe
    })
    void theRowsOfGoEthereumComeToTheSame(
            long most,
            long mostWithRewards,
            long count,
            @Nullable Long newest,
            String percentiles,
            String first,
            int blocks) {
        Histories histories = new Histories(QUO, CHAIN, most, mostWithRewards, 1_024);
        OptionalLong last = newest == null ? OptionalLong.empty() : OptionalLong.of(newest);
        List<Double> parts = percentiles.isEmpty()
                ? List.of()
                : List.of(percentiles.split(" ")).stream().map(Double::valueOf).toList();
        if (first.equals("refused")) {
            assertThatThrownBy(() -> histories.history(count, last, parts))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }

        FeeHistory history = histories.history(count, last, parts);

        assertThat(history.oldestBlock()).isEqualTo(Long.parseLong(first));
        assertThat(history.rewards()).hasSize(parts.isEmpty() ? 0 : blocks);
        assertThat(history.baseFees()).hasSize(blocks + 1);
        assertThat(history.gasUsedRatios()).hasSize(blocks);
    }

    @Test
    void whatIsToldIsWhatTheBlocksHad() {
        FeeHistory history =
                new Histories(QUO, CHAIN, 1_000, 1_000, 1_024).history(3, OptionalLong.of(17), List.of(0.0, 100.0));

        assertThat(history)
                .isEqualTo(new FeeHistory(
                        15,
                        amounts(0, 1_016, 1_017, 1_018),
                        List.of(0.0, 0.25, 0.25),
                        List.of(amounts(0, 0), amounts(16, 16), amounts(17, 17))));
    }

    @Test
    void nothingIsAskedForAndTold() {
        assertThat(new Histories(QUO, CHAIN, 1_000, 1_000, 1_024).history(0, OptionalLong.empty(), List.of()))
                .isEqualTo(new FeeHistory(0, List.of(), List.of(), List.of()));
    }

    @Test
    void whatIsNotKeptAnyMoreIsRefused() {
        Histories brief = new Histories(QUO, CHAIN, 1_000, 1_000, 10);

        assertThat(brief.history(100, OptionalLong.of(25), List.of()).oldestBlock())
                .isEqualTo(23);
        assertThatThrownBy(() -> brief.history(1, OptionalLong.of(22), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prices of block 22 are not kept any more: ask for one from 23 on");
        assertThatThrownBy(() -> brief.history(1, OptionalLong.of(-1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "100.1", "NaN", "5 5", "5 4"})
    void percentilesAscendFrom0To100(String percentiles) {
        List<Double> parts =
                List.of(percentiles.split(" ")).stream().map(Double::valueOf).toList();

        assertThatThrownBy(() -> new Histories(QUO, CHAIN, 9, 9, 9).history(1, OptionalLong.empty(), parts))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void atMost100PercentilesAreAskedFor() {
        List<Double> parts =
                IntStream.rangeClosed(0, 100).mapToObj(i -> i / 2.0).toList();
        Histories histories = new Histories(QUO, CHAIN, 9, 9, 9);

        assertThat(histories
                        .history(1, OptionalLong.empty(), parts.subList(0, 100))
                        .rewards())
                .hasSize(1);
        assertThatThrownBy(() -> histories.history(1, OptionalLong.empty(), parts))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** 10 gas at 7, 30 at 2, 60 at 5: in their order 2, 2, 2, 5 …, 7. */
    @Test
    void rewardsAreWeightedByGas() {
        BlockFees block = new BlockFees(BigInteger.ONE, 100, 100, List.of(paid(10, 7), paid(30, 2), paid(60, 5)));

        assertThat(Histories.rewards(block, List.of(0.0, 30.0, 31.0, 90.0, 90.9, 91.0, 100.0)))
                .extracting(BigInteger::intValueExact)
                .containsExactly(2, 2, 5, 5, 5, 7, 7);
    }

    private static BlockFees.Paid paid(long gas, long tip) {
        return new BlockFees.Paid(gas, BigInteger.valueOf(tip));
    }

    private static List<Amount> amounts(long... units) {
        return Arrays.stream(units)
                .mapToObj(each -> new Amount(BigInteger.valueOf(each), QUO))
                .toList();
    }
}
