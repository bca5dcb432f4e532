package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.amm.rules.TestPools.AAA;
import static org.quoin.amm.rules.TestPools.BBB;
import static org.quoin.amm.rules.TestPools.deposit;
import static org.quoin.amm.rules.TestPools.donate;
import static org.quoin.amm.rules.TestPools.settle;
import static org.quoin.amm.rules.TestPools.share;
import static org.quoin.amm.rules.TestPools.swap;
import static org.quoin.amm.rules.TestPools.swapExactOut;
import static org.quoin.amm.rules.TestPools.take;
import static org.quoin.amm.rules.TestPools.units;
import static org.quoin.amm.rules.TestPools.withdraw;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.amm.trader.TraderRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.rules.U256;

/**
 * What others lost, one test for each incident: the same attack earns nothing here, and earns something from a model that has the
 * flaw of then, so that the test would notice it.
 */
@Timeout(60)
class IncidentTest {
    private static final String POOL = "pool";

    /** Uranium Finance, April 2021: balances were scaled by 10,000 and the product that they must keep by 1,000². */
    @Nested
    class Uranium {
        private static final int FEE = 1_600;

        private final U256 reserve = u(1_000_000);

        /** With the scales of then: fees in parts of 10,000. */
        private boolean keepsProductAsThen(U256 balance0, U256 balance1, U256 in0) {
            U256 adjusted0 = balance0.times(u(10_000)).minus(in0.times(u(16)));
            U256 adjusted1 = balance1.times(u(10_000));
            return U256.compareProducts(adjusted0, adjusted1, reserve.times(u(1_000)), reserve.times(u(1_000))) >= 0;
        }

        @Test
        void aUnitDoesNotBuyNearlyAll() {
            U256 left = reserve.minus(u(980_000));

            assertThat(keepsProductAsThen(reserve.plus(U256.ONE), left, U256.ONE))
                    .isTrue();
            assertThat(ConstantProduct.keepsProduct(
                            reserve.plus(U256.ONE), left, U256.ONE, U256.ZERO, reserve, reserve, FEE))
                    .isFalse();
        }

        /** What a swap gives is the most that keeps the product. */
        @ParameterizedTest
        @ValueSource(longs = {2, 3, 10, 999, 1_000_000, 123_456_789})
        void aUnitMoreThanASwapGivesIsTooMuch(long in) {
            U256 out = ConstantProduct.out(u(in), reserve, reserve, FEE);

            assertThat(keeps(in, out)).isTrue();
            assertThat(keeps(in, out.plus(U256.ONE))).isFalse();
        }

        private boolean keeps(long in, U256 out) {
            return ConstantProduct.keepsProduct(
                    reserve.plus(u(in)), reserve.minus(out), u(in), U256.ZERO, reserve, reserve, FEE);
        }
    }

    /**
     * KyberSwap Elastic, November 2023: an amount just too small to reach the end of a range moved the price beyond it all the same,
     * and the liquidity of the range was not taken away; on the way back it was added again.
     */
    @Nested
    class KyberSwap {
        /** A step that moves the price by what the fee takes, too, after it has been found that the end is not reached. */
        private SwapStep beyond(U256 current, U256 target, U256 liquidity, U256 remaining, int fee) {
            SwapStep step = SwapStep.exactIn(current, target, liquidity, remaining, fee);
            boolean zeroForOne = current.compareTo(target) >= 0;
            return zeroForOne || step.sqrtPrice().equals(target)
                    ? step
                    : new SwapStep(
                            SqrtPriceMath.afterInput(current, liquidity, remaining, false),
                            step.in(),
                            step.out(),
                            step.fee());
        }

        @Test
        void liquidityAtTheEndOfARangeCountsOnce() {
            U256 toEnd = new TwoRanges(SwapStep::exactIn).toEnd();
            for (int more = -20; more <= 20; more++) {
                U256 in = u(toEnd.toLong() + more);
                assertThat(profit(SwapStep::exactIn, in)).as("%d more", more).isNotPositive();
            }
            assertThat(profit(this::beyond, toEnd.minus(U256.ONE))).isPositive();
        }

        @Test
        void aPriceThatIsTheEndIsWithinOneRangeOnly() {
            TwoRanges pool = new TwoRanges(SwapStep::exactIn);
            U256 toEnd = pool.toEnd();
            pool.swap(toEnd, false);
            assertThat(pool.sqrtPrice).isEqualTo(TwoRanges.END);
            assertThat(pool.liquidity).isEqualTo(TwoRanges.ABOVE);

            pool.swap(u(1_000), true);

            assertThat(pool.liquidity).isEqualTo(TwoRanges.BELOW);
            TwoRanges flawed = new TwoRanges(this::beyond);
            flawed.swap(toEnd.minus(U256.ONE), false);
            assertThat(flawed.liquidity).isEqualTo(TwoRanges.BELOW);
            flawed.swap(u(10_000_000_000L), true);
            assertThat(flawed.liquidity)
                    .as("counted twice")
                    .isEqualTo(TwoRanges.BELOW.plus(TwoRanges.BELOW).minus(TwoRanges.ABOVE));
        }

        /** Of asset 1, after swapping that to asset 0 and all of it back. */
        private long profit(Step step, U256 in) {
            TwoRanges pool = new TwoRanges(step);
            U256 got = pool.swap(in, false);
            U256 back = pool.swap(got, true);
            return back.toLong() - in.toLong();
        }
    }

    private interface Step {
        SwapStep of(U256 current, U256 target, U256 liquidity, U256 remaining, int fee);
    }

    /** Much liquidity up to a price, and little above it, with the loop of Uniswap v3 (UniswapV3Pool.sol, swap). */
    private static final class TwoRanges {
        static final U256 BELOW = u(1_000_000_000_000L);
        static final U256 ABOVE = u(1_000_000_000L);
        static final U256 END = TickMath.sqrtRatioAt(6_000);

        private static final int FEE = 3_000;
        private static final int START = -6_000;
        private static final int LOWEST = -60_000;
        private static final int HIGHEST = 60_000;
        private static final int END_TICK = 6_000;

        private final Step step;
        private U256 sqrtPrice = TickMath.sqrtRatioAt(START);
        private int tick = START;
        private U256 liquidity = BELOW;

        private TwoRanges(Step step) {
            this.step = step;
        }

        /** What moves the price to the end of the range, with its fee. */
        private U256 toEnd() {
            SwapStep whole = SwapStep.exactIn(sqrtPrice, END, BELOW, U256.ONE.shiftLeft(100), FEE);
            return whole.in().plus(whole.fee());
        }

        /** @return what it gives */
        private U256 swap(U256 in, boolean zeroForOne) {
            U256 remaining = in;
            U256 out = U256.ZERO;
            while (!remaining.isZero()) {
                boolean toEnd = zeroForOne ? tick >= END_TICK : tick < END_TICK;
                U256 target = toEnd ? END : TickMath.sqrtRatioAt(zeroForOne ? LOWEST : HIGHEST);
                SwapStep done = step.of(sqrtPrice, target, liquidity, remaining, FEE);
                remaining = remaining.minus(done.in()).minus(done.fee());
                out = out.plus(done.out());
                sqrtPrice = done.sqrtPrice();
                if (sqrtPrice.equals(target)) {
                    assertThat(toEnd).as("the amount is not so large").isTrue();
                    liquidity = zeroForOne
                            ? liquidity.plus(BELOW).minus(ABOVE)
                            : liquidity.plus(ABOVE).minus(BELOW);
                    tick = zeroForOne ? END_TICK - 1 : END_TICK;
                } else {
                    tick = TickMath.tickAt(sqrtPrice);
                }
            }
            return out;
        }
    }

    /**
     * Balancer v2, November 2025: an amount that was to come out was scaled by a rate and rounded down, so a batch of 65 and more swaps
     * of a few units, at a balance of as few, took out more than it paid for.
     */
    @Nested
    class Balancer {
        private static final int FEE = 100;
        private static final long RATE = 17;
        private static final long RATE_OF = 16;

        /** With reserves of which the first is scaled: 16 units are worth 17. */
        private BigInteger[] afterBatch(boolean flawed) {
            long reserve0 = 25;
            BigInteger reserve1 = BigInteger.TEN.pow(15);
            for (int round = 0; round < 22; round++) {
                for (int out = 0; out < 2; out++) {
                    long taken = flawed ? 8 * RATE / RATE_OF : (8 * RATE + RATE_OF - 1) / RATE_OF;
                    U256 paid = ConstantProduct.in(u(taken), Wide.of(reserve1), scaled(reserve0), FEE);
                    reserve0 -= 8;
                    reserve1 = reserve1.add(Wide.of(paid));
                }
                U256 given = ConstantProduct.out(u(RATE), scaled(reserve0), Wide.of(reserve1), FEE);
                reserve0 += 16;
                reserve1 = reserve1.subtract(Wide.of(given));
            }
            return new BigInteger[] {BigInteger.valueOf(reserve0), reserve1};
        }

        private U256 scaled(long reserve) {
            return u(reserve * RATE / RATE_OF);
        }

        @Test
        void aBatchOfTinySwapsPaysForWhatItTakes() {
            assertThat(afterBatch(true)[0]).isEqualTo(25);
            assertThat(afterBatch(true)[1]).isLessThan(BigInteger.TEN.pow(15));
            assertThat(afterBatch(false)[0]).isEqualTo(25);
            assertThat(afterBatch(false)[1]).isGreaterThanOrEqualTo(BigInteger.TEN.pow(15));
        }

        /** At 8 and 9 units of one asset, of which each swap takes or brings one. */
        @Test
        void inOneTransactionNoProductFalls() {
            try (TestPools pools = new TestPools(ALICE, BOB)) {
                String[] names = {"a", "b"};
                String[] others = {"b", "a"};
                long[] fees = {100, 3_000};
                for (int i = 0; i < names.length; i++) {
                    pools.applied(
                            ALICE,
                            TestPools.create(names[i], AAA, BBB, fees[i]),
                            deposit(names[i], units(9, AAA), units(200_000, BBB), share(i + 1)));
                }
                pools.give(BOB, units(1_000_000_000, BBB));
                List<OperationRecord> batch = new ArrayList<>();
                for (int i = 0; i < 33; i++) {
                    batch.add(swapExactOut(units(50_000_000, BBB), units(1, BBB), i % 2 == 0 ? names : others));
                }
                Map<String, BigInteger> before = products(pools, names);

                Receipt receipt = pools.applied(BOB, batch.toArray(OperationRecord[]::new));

                assertThat(receipt.events()).hasSize(66);
                products(pools, names)
                        .forEach((name, product) -> assertThat(product).isGreaterThanOrEqualTo(before.get(name)));
                assertThat(pools.balance(BOB, BBB)).isLessThan(BigInteger.TEN.pow(9));
            }
        }

        private Map<String, BigInteger> products(TestPools pools, String... names) {
            Map<String, BigInteger> products = new TreeMap<>();
            for (String name : names) {
                Values pool = pools.pool(name);
                products.put(name, pool.units("reserve0").multiply(pool.units("reserve1")));
            }
            return products;
        }

        /** With an amount that comes in rounded down, what is cheap is for nothing. */
        @Test
        void nothingIsForNothing() {
            U256 few = u(8);
            U256 many = u(200_000);
            U256 roundedDown = U256.mulDiv(few, U256.ONE, many.minus(U256.ONE));

            assertThat(roundedDown).isEqualTo(U256.ZERO);
            assertThat(ConstantProduct.in(U256.ONE, few, many, FEE)).isEqualTo(U256.ONE);
        }
    }

    /** Pools that others may do something to in the middle of, before or after what a test does. */
    @Nested
    class OnALedger {
        private final Person carol = Person.named("carol");
        private final TestPools pools = new TestPools(ALICE, BOB, carol);

        @BeforeEach
        void create() {
            pools.applied(ALICE, TestPools.create(POOL, AAA, BBB, 3_000));
            for (Person person : List.of(BOB, carol)) {
                pools.give(person, units(1_000_000_000, AAA));
                pools.give(person, units(1_000_000_000, BBB));
            }
        }

        @AfterEach
        void close() {
            pools.close();
        }

        /**
         * Hundred Finance, April 2023, and Sonne, May 2024: a market emptied to two shares, made dear by a gift, from which one of them
         * took nearly all, as the number of shares to burn was rounded down.
         */
        @Test
        void anEmptiedMarketThatIsGivenAGiftRobsNobody() {
            Market then = new Market(2, 1_000_000);
            assertThat(then.redeem(999_999))
                    .as("shares burnt for all but a unit")
                    .isEqualTo(1);

            pools.applied(BOB, deposit(POOL, units(1_000_000, AAA), units(1_000_000, BBB), share(1)));
            pools.applied(BOB, withdraw(POOL, units(998_999, share(1)), units(998_999, AAA), units(998_999, BBB)));
            pools.applied(BOB, donate(POOL, units(10_000_000, AAA), units(10_000_000, BBB)));
            BigInteger had = pools.balance(carol, AAA);
            pools.applied(carol, deposit(POOL, units(1_234_567, AAA), units(1_234_567, BBB), share(1)));
            BigInteger before = pools.balance(BOB, AAA);
            pools.applied(BOB, withdraw(POOL, units(1, share(1)), units(1, AAA), units(1, BBB)));
            assertThat(pools.balance(BOB, AAA).subtract(before))
                    .as("one share of 1,001 and those of the victim")
                    .isBetween(BigInteger.ONE, BigInteger.valueOf(10_001_001 / 1_001));
            withdrawAll(carol);

            assertThat(had.subtract(pools.balance(carol, AAA))).isBetween(BigInteger.ZERO, BigInteger.TWO);
        }

        /** Whoever comes first makes shares dear; who comes second loses a thousandth at most, whatever he brings. */
        @ParameterizedTest
        @ValueSource(longs = {10_010, 14_999, 19_999, 20_021, 1_000_000, 10_009_999, 99_999_999})
        void theSecondDepositorLosesAThousandthAtMost(long brought) {
            Market then = new Market(1, 1);
            then.give(brought / 2 + 1);
            assertThat(then.redeemable(then.deposit(brought)))
                    .as("with one share, and all that is brought taken")
                    .isLessThan(brought * 999 / 1_000);

            pools.applied(BOB, deposit(POOL, units(1_001, AAA), units(1_001, BBB), share(1)));
            pools.applied(BOB, donate(POOL, units(10_000_000, AAA), units(10_000_000, BBB)));
            BigInteger had0 = pools.balance(carol, AAA);
            BigInteger had1 = pools.balance(carol, BBB);
            pools.applied(carol, deposit(POOL, units(brought, AAA), units(brought, BBB), share(1)));
            withdrawAll(carol);

            BigInteger most = BigInteger.valueOf(brought / 1_000);
            assertThat(had0.subtract(pools.balance(carol, AAA))).isBetween(BigInteger.ZERO, most);
            assertThat(had1.subtract(pools.balance(carol, BBB))).isBetween(BigInteger.ZERO, most);
        }

        private void withdrawAll(Person person) {
            BigInteger shares = pools.balance(person, share(1));
            pools.applied(person, withdraw(POOL, new Amount(shares, share(1)), units(1, AAA), units(1, BBB)));
        }

        /** Sturdy, dForce and EraLend, 2023: what a share is worth was asked for while the pool had paid out and not yet written. */
        @Test
        void aShareIsWorthTheSameInTheMiddleOfALoan() {
            pools.activate(RulesJars.of("trader", "1.0.0", TraderRules.class));
            pools.applied(ALICE, deposit(POOL, units(1_000_000, AAA), units(1_000_000, BBB), share(1)));
            OperationRecord look = new TestPools.Act(
                    "trader",
                    "look",
                    Values.of("pool", POOL)
                            .and("account", "alice")
                            .and("assetIn", "AAA")
                            .and("amountIn", BigInteger.TEN)
                            .and("assetOut", "BBB"),
                    List.of());

            Receipt receipt = pools.applied(BOB, look, take(units(900_000, AAA)), look, settle(units(900_000, AAA)));

            assertThat(worthByBalance(1_000_000)).isEqualTo(999_000);
            assertThat(worthByBalance(1_000_000 - 900_000)).as("a tenth").isEqualTo(99_900);
            List<Values> seen = receipt.events().stream()
                    .filter(event -> event.type().equals("trader.seen"))
                    .map(Event::data)
                    .toList();
            assertThat(seen).hasSize(2);
            assertThat(seen.get(0).units("amount0")).isEqualTo(999_000);
            assertThat(seen.get(1)).isEqualTo(seen.get(0));
        }

        /** What alice's shares would be worth to who looks at what is held. */
        private long worthByBalance(long held) {
            return held * 999_000 / 1_000_000;
        }

        /** Whoever accepts anything, as Curve's burner of fees did, is sandwiched. */
        @Test
        void aSandwichPaysOnlyWhereTheVictimAcceptsAnything() {
            pools.applied(ALICE, deposit(POOL, units(1_000_000, AAA), units(1_000_000, BBB), share(1)));
            BigInteger before = pools.balance(BOB, AAA);
            BigInteger bought = pools.balance(BOB, BBB);
            pools.applied(BOB, swap(units(200_000, AAA), units(1, BBB), POOL));
            bought = pools.balance(BOB, BBB).subtract(bought);
            assertThat(pools.code(carol, swap(units(100_000, AAA), units(90_000, BBB), POOL)))
                    .isEqualTo("TOO_LITTLE_OUT");

            pools.applied(carol, swap(units(100_000, AAA), units(0, BBB), POOL));
            pools.applied(BOB, swap(new Amount(bought, BBB), units(1, AAA), POOL));

            assertThat(pools.balance(BOB, AAA)).isGreaterThan(before);
        }

        @Test
        void aSandwichAroundNobodyCostsItsFees() {
            pools.applied(ALICE, deposit(POOL, units(1_000_000, AAA), units(1_000_000, BBB), share(1)));
            BigInteger before = pools.balance(BOB, AAA);
            BigInteger bought = pools.balance(BOB, BBB);
            pools.applied(BOB, swap(units(200_000, AAA), units(1, BBB), POOL));
            assertThat(pools.code(carol, swap(units(100_000, AAA), units(90_000, BBB), POOL)))
                    .isEqualTo("TOO_LITTLE_OUT");
            bought = pools.balance(BOB, BBB).subtract(bought);
            pools.applied(BOB, swap(new Amount(bought, BBB), units(1, AAA), POOL));

            assertThat(before.subtract(pools.balance(BOB, AAA)))
                    .as("0.3 % twice, about")
                    .isBetween(BigInteger.valueOf(1_000), BigInteger.valueOf(1_200));
        }
    }

    /** A market of one asset with the flaws of then: no shares of its own, and whatever is brought is taken. */
    private static final class Market {
        private long supply;
        private long cash;

        private Market(long supply, long cash) {
            this.supply = supply;
            this.cash = cash;
        }

        private void give(long gift) {
            cash += gift;
        }

        /** @return shares */
        private long deposit(long amount) {
            long shares = amount * supply / cash;
            cash += amount;
            supply += shares;
            return shares;
        }

        private long redeemable(long shares) {
            return shares * cash / supply;
        }

        /** @return the shares that it burns */
        private long redeem(long amount) {
            long shares = amount * supply / cash;
            cash -= amount;
            supply -= shares;
            return shares;
        }
    }

    /**
     * Curve, July 2023: a lock that a compiler had lost let the receiver of a payment deposit before the shares that he took out were
     * gone. Here pools call nobody: a payment is a change of a balance, and what is told is told when all is done.
     */
    @Nested
    class Vyper {
        /** Pays before it burns, and calls whoever is paid in between. */
        private static final class Calling {
            private long reserve = 1_000_000;
            private long supply = 1_000_000;
            private long shares = 500_000;

            private void withdraw(long burnt, Runnable paid) {
                reserve -= reserve * burnt / supply;
                paid.run();
                supply -= burnt;
                shares -= burnt;
            }

            private void deposit(long amount) {
                long minted = amount * supply / reserve;
                reserve += amount;
                supply += minted;
                shares += minted;
            }
        }

        @Test
        void whoCallsInBetweenPays() {
            Calling flawed = new Calling();
            long before = flawed.shares * flawed.reserve / flawed.supply;

            flawed.withdraw(400_000, () -> flawed.deposit(400_000));

            assertThat(flawed.shares * flawed.reserve / flawed.supply).isGreaterThan(before);
        }

        /** Whatever these rules are made of, it names nothing through which rules call others. */
        @Test
        void poolsCallNobody() {
            assertThat(callers(RulesJars.of("amm", "1.0.0", AmmRules.class))).isEmpty();
            assertThat(callers(RulesJars.of("trader", "1.0.0", TraderRules.class)))
                    .contains("org/quoin/amm/trader/TraderRules.class");
        }

        /** Classes of a capability's own that name what others are called or asked by. */
        private List<String> callers(Bytes jar) {
            List<String> callers = new ArrayList<>();
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar.toArray()))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    String code = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    boolean calls = code.contains("rules/ForeignOperation") || code.contains("rules/ForeignQuery");
                    if (entry.getName().startsWith("org/quoin/amm/") && calls) {
                        callers.add(entry.getName());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return callers;
        }
    }

    /** Prices that were asked of pools while somebody had moved them; here they are added up over time, and divided by it. */
    @Nested
    class PriceOracle {
        private static final long START = 1_000_000;
        private static final long WINDOW = 600;
        private static final long BLOCK = 10;

        private final ProductPool pool = new ProductPool(
                        POOL,
                        1,
                        "AAA",
                        "BBB",
                        3_000,
                        u(1_000_000_000).toAmount(),
                        u(2_000_000_000).toAmount(),
                        u(1_414_213_562).toAmount(),
                        U256.ZERO,
                        U256.ZERO,
                        START / 1_000,
                        U256.ZERO)
                .at(START);

        private ProductPool swapped(ProductPool before, long in) {
            U256 out = ConstantProduct.out(u(in), U256.of(before.reserve1()), U256.of(before.reserve0()), 3_000);
            return before.swapped("BBB", u(in).toAmount(), out.toAmount());
        }

        private BigInteger average(ProductPool end) {
            return Wide.of(end.cumulative0().minus(pool.cumulative0())).divide(BigInteger.valueOf(WINDOW));
        }

        private BigInteger spot(ProductPool at) {
            return Wide.of(U256.of(at.reserve1())).shiftLeft(112).divide(Wide.of(U256.of(at.reserve0())));
        }

        private ProductPool after(ProductPool before, long seconds) {
            return before.at((before.updated() + seconds) * 1_000);
        }

        /** By one block of {@code d} seconds in a window of {@code w}, the average moves by {@code d/w} of what the price moves by. */
        @ParameterizedTest
        @ValueSource(longs = {1_000, 20_000_000, 2_000_000_000, 200_000_000_000L})
        void theAverageMovesByThePartOfTheTimeThatTheManipulationLasts(long in) {
            ProductPool moved = swapped(after(pool, WINDOW - BLOCK), in);

            BigInteger average = average(after(moved, BLOCK));

            BigInteger shift = spot(moved).subtract(spot(pool));
            BigInteger bound = shift.multiply(BigInteger.valueOf(BLOCK)).divide(BigInteger.valueOf(WINDOW));
            assertThat(average.subtract(spot(pool)))
                    .isBetween(bound.subtract(BigInteger.ONE), bound.add(BigInteger.ONE));
            assertThat(shift).as("what a look at the reserves is told").isGreaterThan(bound.multiply(BigInteger.TEN));
        }

        /** Whatever is done and undone within a block, the time that it lasts is none. */
        @Test
        void whatDoesNotLastIsNotSeen() {
            ProductPool moved = swapped(after(pool, 300), 2_000_000_000);
            assertThat(spot(moved)).isGreaterThan(spot(pool).multiply(BigInteger.valueOf(3)));
            ProductPool back = after(moved, 0).with(pool.reserve0(), pool.reserve1(), pool.supply());

            assertThat(average(after(back, 300))).isEqualTo(spot(pool));
        }
    }

    private static U256 u(long value) {
        return U256.of(value);
    }
}
