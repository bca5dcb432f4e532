package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.quoin.rules.U256;

/** What ranges of liquidity need beside the curve: their ends, what they earn, what they consist of. */
class RangesTest {
    private static final int WORDS = 20_000;
    private static final int POOLS = 2_000;
    private static final int STEPS = 50;
    private static final int AMOUNTS = 100_000;
    private static final BigInteger RESOLUTION = BigInteger.ONE.shiftLeft(96);
    private static final BigInteger END = BigInteger.ONE.shiftLeft(256);
    private static final BigInteger AMOUNT_END = BigInteger.ONE.shiftLeft(128);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(33);

    // ---- ends

    @Test
    void positionsAreRoundedDownOnBothSidesOfZero() {
        assertThat(TickBitmap.position(-1, 60)).isEqualTo(-1);
        assertThat(TickBitmap.position(-60, 60)).isEqualTo(-1);
        assertThat(TickBitmap.position(-61, 60)).isEqualTo(-2);
        assertThat(TickBitmap.position(59, 60)).isZero();
        assertThat(TickBitmap.position(60, 60)).isEqualTo(1);
        assertThat(TickBitmap.word(-1)).isEqualTo(-1);
        assertThat(TickBitmap.bit(-1)).isEqualTo(255);
        assertThat(TickBitmap.word(TickMath.MIN_TICK)).isEqualTo(-3_466);
        assertThat(TickBitmap.word(TickMath.MAX_TICK)).isEqualTo(3_465);
    }

    /** Beside a sorted set of the ends themselves. */
    @Test
    void theNextEndIsFoundWithinAWord() {
        for (int i = 0; i < WORDS; i++) {
            int spacing = i % 3 == 0 ? 1 : random.nextInt(1, 1_000);
            int word = random.nextInt(-3, 3);
            NavigableSet<Integer> ends = new TreeSet<>();
            U256 bits = U256.ZERO;
            for (int count = random.nextInt(4); count > 0; count--) {
                int bit = random.nextInt(4) == 0 ? random.nextInt(2) * 255 : random.nextInt(256);
                bits = TickBitmap.flipped(bits, bit);
                int end = (256 * word + bit) * spacing;
                if (!ends.remove(end)) {
                    ends.add(end);
                }
            }
            for (int bit : new int[] {0, 1, 63, 64, 127, 128, 254, 255, random.nextInt(256)}) {
                int position = 256 * word + bit;
                int tick = position * spacing + random.nextInt(spacing);
                Integer below = ends.floor(tick);
                assertThat(TickBitmap.atOrBelow(bits, TickBitmap.position(tick, spacing), spacing))
                        .isEqualTo(new TickBitmap.Next(below == null ? 256 * word * spacing : below, below != null));
                int before = tick - spacing; // its next position is in this word
                Integer above = ends.higher(before);
                assertThat(TickBitmap.above(bits, TickBitmap.position(before, spacing), spacing))
                        .isEqualTo(new TickBitmap.Next(
                                above == null ? (256 * word + 255) * spacing : above, above != null));
            }
        }
    }

    // ---- fees

    /** Beside fees that are counted tick by tick, in a pool whose sums start so high that they go round. */
    @Test
    void whatGrowsWithinARangeIsWhatWasTakenWhileThePriceWasInIt() {
        for (int i = 0; i < POOLS; i++) {
            U256 global = i % 2 == 0 ? U256.ZERO : U256.MAX.minus(U256.of(random.nextLong(1, Long.MAX_VALUE)));
            int lower = random.nextInt(-10, 10);
            int upper = random.nextInt(lower + 1, 12);
            int current = random.nextInt(-12, 13);
            U256 lowerOutside = FeeGrowth.outsideAtFirst(lower, current, global);
            U256 upperOutside = FeeGrowth.outsideAtFirst(upper, current, global);
            U256 first = FeeGrowth.inside(lower, upper, current, global, lowerOutside, upperOutside);
            BigInteger taken = BigInteger.ZERO;
            for (int step = 0; step < STEPS; step++) {
                BigInteger fee = positive(random.nextInt(1, 129));
                BigInteger liquidity = positive(random.nextInt(1, 129));
                global = FeeGrowth.after(global, Wide.of(fee), Wide.of(liquidity));
                if (lower <= current && current < upper) {
                    taken = taken.add(fee.shiftLeft(128).divide(liquidity));
                }
                int next = random.nextInt(-12, 13);
                if (lower <= current != lower <= next) {
                    lowerOutside = FeeGrowth.outsideAfterCrossing(lowerOutside, global);
                }
                if (upper <= current != upper <= next) {
                    upperOutside = FeeGrowth.outsideAfterCrossing(upperOutside, global);
                }
                current = next;
                U256 inside = FeeGrowth.inside(lower, upper, current, global, lowerOutside, upperOutside);
                BigInteger grown = taken.mod(END);
                assertThat(Wide.of(inside.minusWrapping(first))).isEqualTo(grown);

                BigInteger own = positive(random.nextInt(1, 129));
                BigInteger earned = grown.multiply(own).shiftRight(128);
                if (earned.compareTo(AMOUNT_END) < 0) {
                    assertThat(Wide.of(FeeGrowth.earned(inside, first, Wide.of(own))))
                            .isEqualTo(earned);
                } else {
                    assertThatThrownBy(() -> FeeGrowth.earned(inside, first, Wide.of(own)))
                            .isInstanceOf(ArithmeticException.class);
                }
            }
        }
    }

    /** Differences are the same wherever it begins; Uniswap v3 shows these numbers. */
    @Test
    void allThatHasGrownCountsAsBelowANewEnd() {
        assertThat(FeeGrowth.outsideAtFirst(4, 5, U256.MAX)).isEqualTo(U256.MAX);
        assertThat(FeeGrowth.outsideAtFirst(5, 5, U256.MAX)).isEqualTo(U256.MAX);
        assertThat(FeeGrowth.outsideAtFirst(6, 5, U256.MAX)).isEqualTo(U256.ZERO);
    }

    // ---- amounts

    @Test
    void aRangeTakesNoLessThanItIsWorthAndGivesNoMore() {
        int refused = 0;
        for (int i = 0; i < AMOUNTS; i++) {
            int lowerTick = random.nextInt(TickMath.MIN_TICK, TickMath.MAX_TICK);
            int upperTick = i % 2 == 0
                    ? Math.min(TickMath.MAX_TICK, lowerTick + random.nextInt(1, 100))
                    : random.nextInt(lowerTick + 1, TickMath.MAX_TICK + 1);
            BigInteger lower = Wide.of(TickMath.sqrtRatioAt(lowerTick));
            BigInteger upper = Wide.of(TickMath.sqrtRatioAt(upperTick));
            BigInteger price = price(i, lower, upper);
            BigInteger liquidity = positive(random.nextInt(1, 129));

            BigInteger from = price.max(lower).min(upper);
            BigInteger dividend0 = liquidity.multiply(RESOLUTION).multiply(upper.subtract(from));
            BigInteger divisor0 = from.multiply(upper);
            BigInteger dividend1 = liquidity.multiply(from.subtract(lower));
            BigInteger most0 = ceiling(dividend0, divisor0);
            BigInteger most1 = ceiling(dividend1, RESOLUTION);

            Range range = new Range(Wide.of(lower), Wide.of(upper));
            if (most0.max(most1).compareTo(AMOUNT_END) >= 0) {
                refused++;
                assertThatThrownBy(() -> range.toAdd(Wide.of(liquidity), Wide.of(price)))
                        .isInstanceOf(ArithmeticException.class);
                continue;
            }
            Range.Amounts brought = range.toAdd(Wide.of(liquidity), Wide.of(price));
            assertThat(Wide.of(brought.amount0())).isEqualTo(most0);
            assertThat(Wide.of(brought.amount1())).isEqualTo(most1);
            Range.Amounts given = range.toRemove(Wide.of(liquidity), Wide.of(price));
            assertThat(Wide.of(given.amount0())).isEqualTo(dividend0.divide(divisor0));
            assertThat(Wide.of(given.amount1())).isEqualTo(dividend1.divide(RESOLUTION));

            // the most that amounts make does not cost more than them; v3 refuses what is 2^128 or more
            U256 made =
                    Liquidity.of(Wide.of(price), range.lower(), range.upper(), brought.amount0(), brought.amount1());
            if (made.compareTo(Liquidity.MAX) <= 0) {
                Range.Amounts again = range.toAdd(made, Wide.of(price));
                assertThat(again.amount0()).isLessThanOrEqualTo(brought.amount0());
                assertThat(again.amount1()).isLessThanOrEqualTo(brought.amount1());
            }
        }
        assertThat(refused).isBetween(1_000, AMOUNTS / 2);
    }

    /** Below it, in it, above it, at its ends. */
    private BigInteger price(int kind, BigInteger lower, BigInteger upper) {
        return switch (kind % 5) {
            case 0 -> lower;
            case 1 -> upper;
            case 2 -> lower.subtract(BigInteger.ONE).max(Wide.of(TickMath.MIN_SQRT_RATIO));
            case 3 -> upper.add(BigInteger.ONE);
            default -> lower.add(positive(160).mod(upper.subtract(lower)));
        };
    }

    @Test
    void liquidityStaysWithin128Bits() {
        assertThat(Range.more(Liquidity.MAX.minus(U256.ONE), U256.ONE)).isEqualTo(Liquidity.MAX);
        assertThat(Range.less(U256.ONE, U256.ONE)).isEqualTo(U256.ZERO);
        assertThatThrownBy(() -> Range.more(Liquidity.MAX, U256.ONE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Range.less(U256.ZERO, U256.ONE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Range(U256.ONE, U256.ONE)).isInstanceOf(ArithmeticException.class);
    }

    /** Of Uniswap v3's fee tiers: the numbers of its TickSpacing tests. */
    @Test
    void allEndsTogetherStayWithin128Bits() {
        assertThat(Wide.of(Liquidity.mostPerTick(60))).isEqualTo(new BigInteger("11505743598341114571880798222544994"));
        assertThat(Wide.of(Liquidity.mostPerTick(10))).isEqualTo(new BigInteger("1917569901783203986719870431555990"));
        assertThat(Wide.of(Liquidity.mostPerTick(200)))
                .isEqualTo(new BigInteger("38350317471085141830651933667504588"));
    }

    private static BigInteger ceiling(BigInteger dividend, BigInteger divisor) {
        return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
    }

    /** From 1. */
    private BigInteger positive(int bits) {
        BigInteger value = BigInteger.ZERO;
        for (int word = 0; word < bits; word += 64) {
            value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(random.nextLong())));
        }
        return value.mod(BigInteger.ONE.shiftLeft(bits)).max(BigInteger.ONE);
    }
}
