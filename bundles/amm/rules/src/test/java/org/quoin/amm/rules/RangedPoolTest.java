package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** Pools with ranges on a ledger, and beside {@link RangedModel} to the unit. */
@Timeout(120)
class RangedPoolTest {
    private static final Asset ONE = new Asset("ONE", 0);
    private static final Asset TWO = new Asset("TWO", 0);
    private static final BigInteger SUPPLY = BigInteger.ONE.shiftLeft(108);
    private static final Instant LATER = START.plus(Duration.ofDays(1));

    /** √1 as Q64.96. */
    private static final BigInteger PAR = BigInteger.ONE.shiftLeft(96);

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final LedgerClient client = new LedgerClient(ledger.ledger());

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("amm", "1.0.0", AmmRules.class)).failure())
                .isEmpty();
        for (Asset asset : List.of(ONE, TWO)) {
            applied(ALICE, new CreateAsset(new Amount(SUPPLY.shiftLeft(1), asset), "alice"));
            applied(ALICE, new Transfer("alice", "bob", new Amount(SUPPLY, asset)));
        }
    }

    @AfterEach
    void theVaultHasWhatPoolsHave() {
        BigInteger[] reserves = {BigInteger.ZERO, BigInteger.ZERO};
        for (String kind : List.of("pools", "ranged-pools")) {
            for (Values pool :
                    client.page("amm", kind, 1, Values.none(), null, 100).items()) {
                reserves[0] = reserves[0].add(pool.units("reserve0"));
                reserves[1] = reserves[1].add(pool.units("reserve1"));
            }
        }
        for (int i = 0; i < 2; i++) {
            Asset asset = i == 0 ? ONE : TWO;
            BigInteger outside = ledger.balance(ALICE, asset)
                    .units()
                    .add(ledger.balance(BOB, asset).units());
            assertThat(SUPPLY.shiftLeft(1).subtract(outside)).isEqualTo(reserves[i]);
        }
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    /**
     * A million of both at par, within 6,000 ticks on either side, is liquidity of 3,858,461.33…; a swap of 10,000 with a fee of 0.3 % gives
     * 9,944.3… of them: computed by the formulas of the white paper, with exact fractions.
     */
    @Test
    void whoProvidesWithinARangeEarnsTheFeesOfSwapsWithinIt() {
        create("pool", 3_000, PAR);
        applied(ALICE, deposit("pool", -6_000, 6_000, 1_000_000, 1_000_000));
        Values before = position(ALICE, 0);
        assertThat(liquidity(before)).isEqualTo(BigInteger.valueOf(3_858_461));

        Receipt swap = applied(BOB, swap("pool", ONE, TWO, 10_000, 9_944));

        assertThat(swap.events().get(0).data().units("amountOut")).isEqualTo(BigInteger.valueOf(9_944));
        assertThat(position(ALICE, 0).units("fees0")).isEqualTo(BigInteger.valueOf(29));
        assertThat(position(ALICE, 0).units("fees1")).isZero();
        assertThat(code(BOB, swap("pool", ONE, TWO, 10_000, 9_944))).isEqualTo("TOO_LITTLE_OUT");
        applied(ALICE, withdraw("pool", -6_000, 6_000, BigInteger.ZERO));
        assertThat(position(ALICE, 0).units("fees0")).isZero();
        applied(ALICE, withdraw("pool", -6_000, 6_000, liquidity(before)));
        assertThat(client.page("amm", "ranged-positions", 1, Values.of("account", "alice"), null, 10)
                        .items())
                .isEmpty();
        assertThat(pool("pool").units("reserve0").longValueExact()).isBetween(0L, 3L);
        assertThat(pool("pool").units("reserve1").longValueExact()).isBetween(0L, 3L);
    }

    /**
     * KyberSwap's loss of 2023: where a swap ends exactly on an end of a range, the liquidity beyond it must count once, whichever way
     * the next swap goes.
     */
    @Test
    void aSwapThatEndsExactlyOnAnEndCountsItsLiquidityOnce() {
        create("pool", 100, PAR);
        applied(ALICE, deposit("pool", -100, 0, 1_000_000_000, 1_000_000_000));
        applied(ALICE, deposit("pool", 0, 100, 1_000_000_000, 1_000_000_000));
        RangedModel model = model(100, 1, PAR, 0);
        for (int lower : new int[] {-100, 0}) {
            model.deposit(model.place("alice", lower, lower + 100), liquidity(position(ALICE, lower < 0 ? 0 : 1)));
        }
        assertSame("pool", model);
        for (int round = 0; round < 6; round++) {
            boolean zero = round % 2 == 0;
            BigInteger in = BigInteger.valueOf(400_000_000L + round);
            BigInteger @Nullable [] moved = model.swap(zero, true, in);
            applied(BOB, swap("pool", zero ? ONE : TWO, zero ? TWO : ONE, in.longValueExact(), 0));
            assertSame("pool", model);
            // back to par, to the unit: what is needed is what the pool has below it or above
            BigInteger back = toPar(model, !zero);
            model.swap(!zero, true, back);
            applied(BOB, swap("pool", zero ? TWO : ONE, zero ? ONE : TWO, back.longValueExact(), 0));
            assertThat(model.price).as("round %s", round).isEqualTo(PAR);
            assertSame("pool", model);
            assertThat(moved).isNotNull();
        }
    }

    /** The least input that brings the price to par exactly. */
    private static BigInteger toPar(RangedModel model, boolean down) {
        BigInteger low = model.price.min(PAR);
        BigInteger high = model.price.max(PAR);
        BigInteger in = down
                ? RangedModel.amount0(low, high, model.liquidity(), true)
                : RangedModel.amount1(low, high, model.liquidity(), true);
        BigInteger kept = BigInteger.valueOf(1_000_000L - model.fee);
        BigInteger[] fee = in.multiply(BigInteger.valueOf(model.fee)).divideAndRemainder(kept);
        return in.add(fee[0]).add(fee[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
    }

    @Test
    void whatPoolsWithRangesDoIsWhatTheModelDoesToTheUnit() {
        Map<String, Integer> done = new TreeMap<>();
        int[] fees = {100, 500, 3_000, 10_000};
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            int fee = fees[seed % 4];
            int start = seed % 2 == 0 ? random.nextInt(2_000) - 1_000 : random.nextInt(400_000) - 200_000;
            RangedModel model = model(fee, RangedPool.spacing(fee), RangedModel.at(start), start);
            create("pool-" + seed, fee, model.price);
            for (int step = 0; step < 300; step++) {
                step("pool-" + seed, model, random, done);
                assertSame("pool-" + seed, model);
            }
            for (RangedModel.Place place : model.places) {
                if (place.liquidity.signum() > 0) {
                    BigInteger all = place.liquidity;
                    BigInteger[] told = model.withdraw(place, all);
                    Person owner = place.owner.equals("alice") ? ALICE : BOB;
                    Receipt receipt = applied(owner, withdraw("pool-" + seed, place.lower, place.upper, all));
                    assertTold(receipt.events().get(0).data(), told);
                }
            }
        }
        assertThat(done.keySet()).contains("deposit", "fees", "swap down", "swap up", "withdraw");
        assertThat(done.getOrDefault("swap down", 0) + done.getOrDefault("swap up", 0))
                .as("%s", done)
                .isGreaterThan(300);
    }

    private void step(String pool, RangedModel model, Random random, Map<String, Integer> done) {
        Person who = random.nextBoolean() ? ALICE : BOB;
        int kind = random.nextInt(8);
        if (kind < 2 || model.places.isEmpty()) {
            int here = Math.floorDiv(model.tick, model.spacing);
            int lower = (here - random.nextInt(random.nextBoolean() ? 3 : 200)) * model.spacing;
            int upper = (here + 1 + random.nextInt(random.nextBoolean() ? 3 : 200)) * model.spacing;
            int moved = random.nextInt(3) == 0 ? (random.nextInt(400) - 200) * model.spacing : 0;
            long most = 1L + (random.nextLong() >>> (4 + random.nextInt(40)));
            OperationRecord deposit = deposit(pool, lower + moved, upper + moved, most, most);
            Receipt receipt = ledger.submit(who, deposit);
            if (receipt.failure().isPresent()) {
                assertThat(receipt.failure().get().code()).isIn("TOO_SMALL", "RANGE_FULL");
                return;
            }
            Values event = receipt.events().get(0).data();
            BigInteger[] told = model.deposit(model.place(who.name(), lower + moved, upper + moved), liquidity(event));
            assertTold(event, told);
            assertThat(event.units("amount0").max(event.units("amount1")))
                    .isLessThanOrEqualTo(BigInteger.valueOf(most));
            done.merge("deposit", 1, Integer::sum);
        } else if (kind == 2) {
            RangedModel.Place place = model.places.get(random.nextInt(model.places.size()));
            if (place.liquidity.signum() > 0) {
                BigInteger part = place.liquidity
                        .multiply(BigInteger.valueOf(random.nextInt(5)))
                        .shiftRight(2);
                BigInteger[] told = model.withdraw(place, part);
                Person owner = place.owner.equals("alice") ? ALICE : BOB;
                assertTold(
                        applied(owner, withdraw(pool, place.lower, place.upper, part))
                                .events()
                                .get(0)
                                .data(),
                        told);
                done.merge(part.signum() == 0 ? "fees" : "withdraw", 1, Integer::sum);
            }
        } else {
            boolean zero = random.nextBoolean();
            boolean exactIn = random.nextInt(3) > 0;
            long amount = 1L + (random.nextLong() >>> (2 + random.nextInt(50)));
            Asset in = zero ? ONE : TWO;
            Asset out = zero ? TWO : ONE;
            BigInteger @Nullable [] told = model.swap(zero, exactIn, BigInteger.valueOf(amount));
            Receipt receipt =
                    ledger.submit(who, exactIn ? swap(pool, in, out, amount, 0) : swapExact(pool, in, out, amount));
            if (told == null) {
                assertThat(receipt.failure()).isPresent();
                assertThat(receipt.failure().get().code())
                        .isIn("PRICE_LIMIT", "NOT_SO_MUCH", "TOO_SMALL", "POOL_EMPTY", "POOL_FULL");
                done.merge(receipt.failure().get().code(), 1, Integer::sum);
                return;
            }
            assertThat(receipt.failure()).isEmpty();
            Values event = receipt.events().get(0).data();
            assertThat(event.units("amountIn")).isEqualTo(told[0]);
            assertThat(event.units("amountOut")).isEqualTo(told[1]);
            done.merge(zero ? "swap down" : "swap up", 1, Integer::sum);
        }
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() {
        create("pool", 3_000, PAR);
        assertThat(code(BOB, created("other", 3_000, PAR))).isEqualTo("POOL_EXISTS");
        assertThat(code(BOB, created("low", 500, BigInteger.valueOf(4_295_128_738L))))
                .isEqualTo("NO_SUCH_PRICE");
        assertThat(code(BOB, deposit("pool", -61, 60, 10, 10))).isEqualTo("NO_SUCH_RANGE");
        assertThat(code(BOB, deposit("pool", 60, 60, 10, 10))).isEqualTo("NO_SUCH_RANGE");
        assertThat(code(BOB, deposit("pool", -60, 60, 0, 0))).isEqualTo("TOO_SMALL");
        assertThat(code(BOB, withdraw("pool", -60, 60, BigInteger.ONE))).isEqualTo("NO_SUCH_POSITION");
        assertThat(code(BOB, swap("pool", ONE, TWO, 10, 0))).isEqualTo("POOL_EMPTY");
        applied(ALICE, deposit("pool", -60, 60, 1_000_000, 1_000_000));
        assertThat(code(ALICE, withdraw("pool", -60, 60, BigInteger.ONE.shiftLeft(100))))
                .isEqualTo("TOO_LITTLE_LIQUIDITY");
        assertThat(code(BOB, swap("pool", ONE, TWO, 10_000_000, 0))).isEqualTo("PRICE_LIMIT");
        assertThat(code(BOB, swapExact("pool", ONE, TWO, 10_000_000))).isEqualTo("NOT_SO_MUCH");
        assertThat(code(BOB, swap("pool", ONE, TWO, 1, 0))).isEqualTo("TOO_SMALL");
        applied(ALICE, act("pool-create", kind("product", 3_000)));
        assertThat(code(
                        ALICE,
                        act(
                                "donate",
                                both("pool").and("amount0", BigInteger.ONE).and("amount1", BigInteger.ONE))))
                .isEqualTo("WRONG_KIND");
        assertThat(code(ALICE, deposit("product", -60, 60, 10, 10))).isEqualTo("WRONG_KIND");
    }

    /** A route over both kinds, there and back: what is quoted is what is swapped, and nobody gains. */
    @Test
    void aRouteMayGoThroughPoolsOfBothKinds() {
        create("pool", 500, PAR);
        applied(ALICE, deposit("pool", -6_000, 6_000, 1_000_000_000, 1_000_000_000));
        applied(ALICE, act("pool-create", kind("product", 3_000)));
        applied(
                ALICE,
                act(
                        "deposit",
                        both("product")
                                .and("amount0", BigInteger.valueOf(1_000_000_000))
                                .and("amount1", BigInteger.valueOf(1_000_000_000))
                                .and("shareAsset", "LP-2")
                                .and("minShares", BigInteger.ZERO),
                        units(1_000_000_000, ONE),
                        units(1_000_000_000, TWO)));
        Values terms = Values.of("route", List.of("pool", "product"))
                .and("assetIn", "ONE")
                .and("amountIn", BigInteger.valueOf(50_000_000))
                .and("assetOut", "ONE");
        Values quote = client.query("amm", "quote", 1, terms);
        BigInteger before = ledger.balance(BOB, ONE).units();

        applied(
                BOB,
                act(
                        "swap",
                        terms.and("minOut", quote.units("amountOut")).and("deadline", LATER),
                        units(50_000_000, ONE)));

        BigInteger after = ledger.balance(BOB, ONE).units();
        assertThat(before.subtract(BigInteger.valueOf(50_000_000)).add(quote.units("amountOut")))
                .isEqualTo(after);
        assertThat(after).isLessThan(before);
        assertThat(quote.number("routeFee")).isEqualTo(3_499);
        assertThat(quote.number("priceImpact")).isBetween(50_000L, 100_000L);
    }

    private void assertSame(String pool, RangedModel model) {
        Values kept = pool(pool);
        assertThat(new BigInteger(1, kept.bytes("sqrtPrice").toArray())).isEqualTo(model.price);
        assertThat(kept.number("tick")).isEqualTo(Ticks.index(model.tick));
        assertThat(liquidity(kept)).isEqualTo(model.liquidity());
        assertThat(kept.units("reserve0")).isEqualTo(model.reserve0);
        assertThat(kept.units("reserve1")).isEqualTo(model.reserve1);
    }

    private static void assertTold(Values event, BigInteger[] told) {
        assertThat(List.of(event.units("amount0"), event.units("amount1"), event.units("fees0"), event.units("fees1")))
                .containsExactly(told);
    }

    private static RangedModel model(int fee, int spacing, BigInteger price, int tick) {
        return new RangedModel(fee, spacing, price, tick);
    }

    private void create(String pool, int fee, BigInteger sqrtPrice) {
        applied(ALICE, created(pool, fee, sqrtPrice));
    }

    private static OperationRecord created(String pool, int fee, BigInteger sqrtPrice) {
        return act("ranged-create", kind(pool, fee).and("sqrtPrice", bytes(sqrtPrice)));
    }

    private static Values kind(String pool, long fee) {
        return Values.of("pool", pool).and("asset0", "ONE").and("asset1", "TWO").and("fee", fee);
    }

    private static Values both(String pool) {
        return Values.of("pool", pool).and("asset0", "ONE").and("asset1", "TWO").and("deadline", LATER);
    }

    private static Values range(String pool, int lower, int upper) {
        return both(pool).and("lowerTick", (long) Ticks.index(lower)).and("upperTick", (long) Ticks.index(upper));
    }

    private static OperationRecord deposit(String pool, int lower, int upper, long most0, long most1) {
        return act(
                "ranged-deposit",
                range(pool, lower, upper)
                        .and("amount0", BigInteger.valueOf(most0))
                        .and("amount1", BigInteger.valueOf(most1))
                        .and("minLiquidity", bytes(BigInteger.ZERO)),
                units(most0, ONE),
                units(most1, TWO));
    }

    private static OperationRecord withdraw(String pool, int lower, int upper, BigInteger liquidity) {
        return act(
                "ranged-withdraw",
                range(pool, lower, upper)
                        .and("liquidity", bytes(liquidity))
                        .and("min0", BigInteger.ZERO)
                        .and("min1", BigInteger.ZERO));
    }

    private static OperationRecord swap(String pool, Asset in, Asset out, long amount, long least) {
        return act(
                "swap",
                Values.of("route", List.of(pool))
                        .and("assetIn", in.symbol())
                        .and("amountIn", BigInteger.valueOf(amount))
                        .and("assetOut", out.symbol())
                        .and("minOut", BigInteger.valueOf(least))
                        .and("deadline", LATER),
                units(amount, in));
    }

    private static OperationRecord swapExact(String pool, Asset in, Asset out, long amount) {
        Amount most = new Amount(SUPPLY.shiftRight(1), in);
        return act(
                "swap-exact-out",
                Values.of("route", List.of(pool))
                        .and("assetIn", in.symbol())
                        .and("maxIn", most.units())
                        .and("assetOut", out.symbol())
                        .and("amountOut", BigInteger.valueOf(amount))
                        .and("deadline", LATER),
                most);
    }

    private static OperationRecord act(String operation, Values values, Amount... spends) {
        return TestPools.act(operation, values, spends);
    }

    private Values pool(String name) {
        return client.query("amm", "ranged-pool", 1, Values.of("pool", name));
    }

    private Values position(Person person, int number) {
        return client.page("amm", "ranged-positions", 1, Values.of("account", person.name()), null, 10)
                .items()
                .get(number);
    }

    private static BigInteger liquidity(Values values) {
        return new BigInteger(1, values.bytes("liquidity").toArray());
    }

    private static Bytes bytes(BigInteger value) {
        byte[] bytes = new byte[Wides.SIZE];
        byte[] own = value.toByteArray();
        int sign = own.length > Wides.SIZE ? 1 : 0;
        System.arraycopy(own, sign, bytes, Wides.SIZE - own.length + sign, own.length - sign);
        return Bytes.of(bytes);
    }

    private static Amount units(long units, Asset asset) {
        return new Amount(BigInteger.valueOf(units), asset);
    }

    private Receipt applied(Person person, OperationRecord operation) {
        Receipt receipt = ledger.submit(person, operation);
        assertThat(receipt.failure()).isEmpty();
        return receipt;
    }

    private String code(Person person, OperationRecord operation) {
        return ledger.submit(person, operation).failure().orElseThrow().code();
    }
}
