package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Event;
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

/** Pools on a ledger that executes the rules: who provides, who swaps, and who asks for what cannot be. */
@Timeout(60)
class PoolStoryTest {
    private static final Asset BTC = new Asset("BTC", 8);
    private static final Asset WEI = new Asset("WEI", 18);
    private static final String POOL = "ETH_BTC";
    private static final Instant LATER = START.plus(Duration.ofMinutes(5));

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("amm", "1.0.0", AmmRules.class)).failure())
                .isEmpty();
        assertThat(ledger.submit(ALICE, new CreateAsset(Amount.parse("1000", BTC), "alice"))
                        .failure())
                .isEmpty();
        applied(ALICE, create(POOL, ETH, BTC, 3_000));
    }

    /** Of each pool: it holds its reserves, and the supply of its shares is what it counts. */
    @AfterEach
    void theBooksBalance() {
        LedgerClient client = new LedgerClient(ledger.ledger());
        for (Values pool :
                client.page("amm", "pools", 1, Values.none(), null, 100).items()) {
            assertThat(ledger.ledger()
                            .asset(pool.text("shareAsset"))
                            .orElseThrow()
                            .supply()
                            .units())
                    .isEqualTo(pool.units("supply"));
        }
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void whoProvidesFirstSetsThePriceAndGetsTheRootOfTheProduct() {
        Receipt receipt = applied(ALICE, deposit("100", "50", 0));

        // √(100·10^18 · 50·10^8), and 1,000 of them are nobody's
        BigInteger all = new BigInteger("707106781186547");
        assertThat(units("LP-1", ALICE)).isEqualTo(all.subtract(BigInteger.valueOf(1_000)));
        assertThat(pool().units("supply")).isEqualTo(all);
        assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.deposited");
        assertThat(pool().units("reserve0")).isEqualTo(eth("100").units());
    }

    @Test
    void aSwapGivesWhatTheFormulaSaysAndTheProviderEarnsItsFee() {
        applied(ALICE, deposit("100", "50", 0));

        Receipt receipt = applied(BOB, swap("10", "4.5", POOL));

        // 10·0.997·50 / (100 + 10·0.997)
        assertThat(receipt.events().get(0).data().units("amountOut")).isEqualTo(new BigInteger("453305446"));
        assertThat(ledger.balance(BOB, BTC)).isEqualTo(new Amount(new BigInteger("453305446"), BTC));
        BigInteger shares = units("LP-1", ALICE);
        applied(ALICE, withdraw(shares, eth("109"), btc("45")));
        assertThat(units("LP-1", ALICE)).isZero();
        assertThat(pool().units("supply")).isEqualTo(BigInteger.valueOf(1_000));
    }

    @Test
    void asMuchAsIsWantedIsTakenForAsLittleAsItNeeds() {
        applied(ALICE, deposit("100", "50", 0));
        BigInteger before = ledger.balance(BOB, ETH).units();

        applied(BOB, swapExact(btc("4.5"), eth("10")));

        BigInteger paid = before.subtract(ledger.balance(BOB, ETH).units());
        assertThat(ledger.balance(BOB, BTC)).isEqualTo(btc("4.5"));
        assertThat(paid).isLessThan(eth("10").units()).isEqualTo(new BigInteger("9919869498605707232"));
        assertThat(code(BOB, swapExact(btc("4.5"), eth("9")))).isEqualTo("TOO_MUCH_IN");
        assertThat(code(BOB, swapExact(btc("46"), eth("1000")))).isEqualTo("NOT_SO_MUCH");
    }

    @Test
    void aRouteGoesThroughPoolsWithoutTouchingAnybodysBalanceBetween() {
        applied(ALICE, deposit("100", "50", 0));
        applied(ALICE, create("BTC_QUO", BTC, QUO, 500));
        applied(
                ALICE,
                Act.of(
                        "deposit",
                        deposited(
                                "BTC_QUO",
                                BTC,
                                btc("10").units(),
                                QUO,
                                Amount.parse("1000", QUO).units(),
                                "LP-2",
                                0),
                        btc("10"),
                        Amount.parse("1000", QUO)));
        BigInteger before = ledger.balance(BOB, QUO).units();

        Receipt receipt = applied(
                BOB, Act.of("swap", swapped(ETH, eth("1").units(), QUO, BigInteger.ONE, POOL, "BTC_QUO"), eth("1")));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.swapped", "amm.swapped");
        assertThat(receipt.events().get(0).data().units("amountOut"))
                .isEqualTo(receipt.events().get(1).data().units("amountIn"));
        assertThat(ledger.balance(BOB, BTC).units()).isZero();
        assertThat(ledger.balance(BOB, QUO).units().subtract(before))
                .isEqualTo(receipt.events().get(1).data().units("amountOut"));
    }

    @Test
    void whoComesSecondGetsHisPartWhateverTheFirstDid() {
        applied(ALICE, deposit("0.000000001", "0.00001", 0));
        applied(BOB, swap("0.000000001", "0.00000001", POOL));
        applied(ALICE, Act.of("swap", swapped(ETH, eth("10").units(), BTC, BigInteger.ONE, POOL), eth("10")));
        applied(ALICE, new Transfer("alice", "bob", btc("10")));
        BigInteger btcBefore = ledger.balance(BOB, BTC).units();
        BigInteger ethBefore = ledger.balance(BOB, ETH).units();

        applied(BOB, deposit("100", "10", 1));
        applied(BOB, withdraw(units("LP-1", BOB), Amount.zero(ETH), Amount.zero(BTC)));

        BigInteger lostEth = ethBefore.subtract(ledger.balance(BOB, ETH).units());
        BigInteger lostBtc = btcBefore.subtract(ledger.balance(BOB, BTC).units());
        assertThat(lostEth).isBetween(BigInteger.ZERO, eth("0.1").units());
        assertThat(lostBtc).isBetween(BigInteger.ZERO, btc("0.01").units());
    }

    /**
     * The attack on first depositors: a pool with next to no shares, a gift that makes each of them dear, and a victim whose deposit
     * would be rounded down to the attacker's good. The pool's own shares make him give a thousand times what he has of it.
     */
    @Test
    void whoDonatesToMakeSharesDearRobsNobodyButHimself() {
        BigInteger attackerBefore = ledger.balance(ALICE, ETH).units();
        applied(ALICE, deposit("0.000000000001002001", "0.00000001", 0));
        assertThat(units("LP-1", ALICE)).isEqualTo(BigInteger.ONE);
        applied(ALICE, donate("100", "10"));
        applied(ALICE, new Transfer("alice", "bob", btc("10")));
        BigInteger btcBefore = ledger.balance(BOB, BTC).units();
        BigInteger ethBefore = ledger.balance(BOB, ETH).units();

        applied(BOB, deposit("99", "9.9", 1));
        applied(BOB, withdraw(units("LP-1", BOB), Amount.zero(ETH), Amount.zero(BTC)));

        assertThat(ethBefore.subtract(ledger.balance(BOB, ETH).units())).isBetween(BigInteger.ZERO, BigInteger.ONE);
        assertThat(btcBefore.subtract(ledger.balance(BOB, BTC).units())).isBetween(BigInteger.ZERO, BigInteger.ONE);
        applied(ALICE, withdraw(units("LP-1", ALICE), Amount.zero(ETH), Amount.zero(BTC)));
        assertThat(attackerBefore.subtract(ledger.balance(ALICE, ETH).units()))
                .isGreaterThan(eth("99").units());
    }

    @Test
    void whatIsDonatedIsTheProvidersOfThen() {
        assertThat(code(ALICE, donate("1", "1"))).isEqualTo("POOL_EMPTY");
        applied(ALICE, deposit("100", "50", 0));
        applied(ALICE, donate("10", "0"));
        assertThat(pool().units("reserve0")).isEqualTo(eth("110").units());
        assertThat(code(ALICE, donate("0", "0"))).isEqualTo("NO_AMOUNT");
        applied(ALICE, withdraw(units("LP-1", ALICE), eth("109.9"), btc("49.9")));
    }

    /** (√(R·(R·3988009 + a·3988000)) − R·1997) / 1994 of 10 into 100 is 4.8882…: that part is swapped, and the rest fits. */
    @Test
    void whoHasOneAssetAloneDepositsItAndGetsItBack() {
        applied(ALICE, deposit("100", "50", 0));
        BigInteger before = ledger.balance(BOB, ETH).units();

        Receipt receipt = applied(BOB, depositSingle("10", 1));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.swapped", "amm.deposited");
        assertThat(receipt.events().get(0).data().units("amountIn")).isEqualTo(new BigInteger("4888217399419358069"));
        BigInteger spent = before.subtract(ledger.balance(BOB, ETH).units());
        assertThat(spent).isBetween(eth("9.9999999").units(), eth("10").units());
        assertThat(ledger.balance(BOB, BTC).units()).isLessThanOrEqualTo(BigInteger.valueOf(2));

        assertThat(code(BOB, withdrawSingle(units("LP-1", BOB), eth("9.99")))).isEqualTo("TOO_LITTLE_OUT");
        applied(BOB, withdrawSingle(units("LP-1", BOB), eth("9.96")));
        assertThat(ledger.balance(BOB, ETH).units()).isLessThan(before);
        assertThat(units("LP-1", BOB)).isZero();
        assertThat(code(BOB, depositSingle("10", Long.MAX_VALUE))).isEqualTo("TOO_FEW_SHARES");
        assertThat(code(BOB, depositSingle("0", 1))).isEqualTo("NO_AMOUNT");
        assertThat(code(BOB, depositSingle("0.000000000000000001", 0))).isEqualTo("TOO_SMALL");
    }

    /** Uniswap v2's test of its protocol fee ("feeTo:on"), through the operations: 249,750,499,251,388 of 10^15 shares. */
    @Test
    void theProtocolGetsASixthOfWhatAPoolEarnsIfAnOperatorSaysSo() {
        assertThat(code(BOB, protocolFee("bob"))).isEqualTo("NOT_AN_OPERATOR");
        assertThat(code(ALICE, protocolFee("nobody"))).isEqualTo("NO_SUCH_ACCOUNT");
        applied(ALICE, protocolFee("bob"));
        applied(BOB, new Transfer("bob", "alice", eth("10")));
        applied(ALICE, new CreateAsset(Amount.parse("2000", WEI), "alice"));
        applied(ALICE, create("v2", ETH, WEI, 3_000));
        Amount all = Amount.parse("1000", WEI);
        applied(
                ALICE,
                Act.of(
                        "deposit",
                        deposited("v2", ETH, eth("1000").units(), WEI, all.units(), "LP-2", 0),
                        eth("1000"),
                        all));
        Amount one = Amount.parse("1", WEI);
        applied(
                ALICE,
                Act.of(
                        "swap-exact-out",
                        Values.of("route", List.of("v2"))
                                .and("assetIn", "ETH")
                                .and("maxIn", eth("1.1").units())
                                .and("assetOut", "WEI")
                                .and("amountOut", new BigInteger("996006981039903216"))
                                .and("deadline", LATER),
                        eth("1.1")));

        Values before = pool("v2");
        applied(
                ALICE,
                Act.of("deposit", deposited("v2", ETH, eth("1").units(), WEI, one.units(), "LP-2", 0), eth("1"), one));

        assertThat(before.units("reserve0")).isEqualTo(eth("1001").units());
        assertThat(units("LP-2", BOB)).isEqualTo(new BigInteger("249750499251388"));
        applied(ALICE, Act.of("protocol-fee", Values.none()));
        applied(ALICE, Act.of("swap", swapped(ETH, eth("1").units(), WEI, BigInteger.ONE, "v2"), eth("1")));
        applied(
                ALICE,
                Act.of("deposit", deposited("v2", ETH, eth("1").units(), WEI, one.units(), "LP-2", 0), eth("1"), one));
        assertThat(units("LP-2", BOB)).isEqualTo(new BigInteger("249750499251388"));
    }

    @Test
    void aSandwichIsRefusedByTheLeastThatWasAskedFor() {
        applied(ALICE, deposit("100", "50", 0));
        OperationRecord victim = swap("10", "4.5", POOL);
        applied(ALICE, swap("20", "0.1", POOL));

        Receipt receipt = ledger.submit(BOB, victim);

        assertThat(receipt.failure().orElseThrow().message())
                .isEqualTo(
                        "would receive 3.19784934 BTC, you asked for at least 4.5 BTC: quote again, or accept less.");
        assertThat(ledger.balance(BOB, BTC).units()).isZero();
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() {
        assertThat(code(BOB, create("other", BTC, ETH, 3_000))).isEqualTo("POOL_EXISTS");
        assertThat(code(BOB, create(POOL, BTC, ETH, 500))).isEqualTo("POOL_EXISTS");
        assertThat(code(BOB, create("same", ETH, ETH, 500))).isEqualTo("IDENTICAL_ASSETS");
        assertThat(code(BOB, create("none", ETH, new Asset("DOGE", 0), 500))).isEqualTo("NO_SUCH_ASSET");
        assertThat(code(BOB, create("dear", ETH, BTC, 3_001))).isEqualTo("FEE_OUT_OF_RANGE");
        assertThat(code(BOB, swap("1", "1", POOL))).isEqualTo("POOL_EMPTY");
        assertThat(code(BOB, swap("1", "1", "nowhere"))).isEqualTo("UNKNOWN_POOL");
        assertThat(code(BOB, swap("1", "1"))).isEqualTo("NO_ROUTE");
        assertThat(code(ALICE, deposit("0", "50", 0))).isEqualTo("NO_AMOUNT");
        assertThat(code(ALICE, deposit("0.000000000000001", "0.00000001", 0))).isEqualTo("TOO_SMALL");
        applied(ALICE, deposit("100", "50", 0));
        assertThat(code(ALICE, deposit("0.000000000000000001", "1", 0))).isEqualTo("TOO_SMALL");
        assertThat(code(ALICE, deposit("1", "0.5", Long.MAX_VALUE))).isEqualTo("TOO_FEW_SHARES");
        assertThat(code(BOB, swap("0", "1", POOL))).isEqualTo("NO_AMOUNT");
        assertThat(code(BOB, swap("0.000000000000000001", "0", POOL))).isEqualTo("TOO_SMALL");
        assertThat(code(BOB, swap("1", "0", POOL, POOL))).isEqualTo("TWICE");
        assertThat(code(BOB, Act.of("swap", swapped(QUO, BigInteger.TEN, BTC, BigInteger.ZERO, POOL))))
                .isEqualTo("NOT_IN_POOL");
        assertThat(code(BOB, Act.of("swap", swapped(ETH, BigInteger.TEN, QUO, BigInteger.ZERO, POOL))))
                .isEqualTo("WRONG_END");
        assertThat(code(ALICE, withdraw(units("LP-1", ALICE), eth("101"), btc("1"))))
                .isEqualTo("TOO_LITTLE_BACK");
        assertThat(code(ALICE, withdraw(BigInteger.ONE.shiftLeft(100), eth("1"), btc("1"))))
                .isEqualTo("NOT_SO_MUCH");
        assertThat(code(BOB, withdraw(BigInteger.TEN.pow(9), Amount.zero(ETH), Amount.zero(BTC))))
                .isEqualTo("INSUFFICIENT_BALANCE");
        OperationRecord late = swap("1", "0", POOL);
        ledger.advance(Duration.ofMinutes(6));
        assertThat(code(BOB, late)).isEqualTo("EXPIRED");
    }

    /** An operation of the AMM. */
    private record Act(String operation, Values values, List<Amount> spends) implements OperationRecord {
        static Act of(String operation, Values values, Amount... spends) {
            return new Act(operation, values, List.of(spends));
        }

        @Override
        public String capability() {
            return "amm";
        }

        @Override
        public int schema() {
            return 1;
        }
    }

    private static OperationRecord create(String name, Asset asset0, Asset asset1, long fee) {
        return Act.of(
                "pool-create",
                Values.of("pool", name)
                        .and("asset0", asset0.symbol())
                        .and("asset1", asset1.symbol())
                        .and("fee", fee));
    }

    private static OperationRecord deposit(String amount0, String amount1, long minShares) {
        return Act.of(
                "deposit",
                deposited(POOL, ETH, eth(amount0).units(), BTC, btc(amount1).units(), "LP-1", minShares),
                eth(amount0),
                btc(amount1));
    }

    private static Values deposited(
            String pool,
            Asset asset0,
            BigInteger amount0,
            Asset asset1,
            BigInteger amount1,
            String share,
            long minShares) {
        return Values.of("pool", pool)
                .and("asset0", asset0.symbol())
                .and("amount0", amount0)
                .and("asset1", asset1.symbol())
                .and("amount1", amount1)
                .and("shareAsset", share)
                .and("minShares", BigInteger.valueOf(minShares))
                .and("deadline", LATER);
    }

    private static OperationRecord donate(String amount0, String amount1) {
        return Act.of(
                "donate",
                Values.of("pool", POOL)
                        .and("asset0", "ETH")
                        .and("amount0", eth(amount0).units())
                        .and("asset1", "BTC")
                        .and("amount1", btc(amount1).units())
                        .and("deadline", LATER),
                eth(amount0),
                btc(amount1));
    }

    private static OperationRecord depositSingle(String amount, long minShares) {
        return Act.of(
                "deposit-single",
                Values.of("pool", POOL)
                        .and("assetIn", "ETH")
                        .and("amountIn", eth(amount).units())
                        .and("shareAsset", "LP-1")
                        .and("minShares", BigInteger.valueOf(minShares))
                        .and("deadline", LATER),
                eth(amount));
    }

    private static OperationRecord withdrawSingle(BigInteger shares, Amount least) {
        return Act.of(
                "withdraw-single",
                Values.of("pool", POOL)
                        .and("shareAsset", "LP-1")
                        .and("shares", shares)
                        .and("assetOut", least.asset().symbol())
                        .and("minOut", least.units())
                        .and("deadline", LATER),
                new Amount(shares, new Asset("LP-1", 13)));
    }

    private static OperationRecord protocolFee(String account) {
        return Act.of("protocol-fee", Values.of("account", account));
    }

    private static OperationRecord withdraw(BigInteger shares, Amount min0, Amount min1) {
        return Act.of(
                "withdraw",
                Values.of("pool", POOL)
                        .and("shareAsset", "LP-1")
                        .and("shares", shares)
                        .and("asset0", "ETH")
                        .and("min0", min0.units())
                        .and("asset1", "BTC")
                        .and("min1", min1.units())
                        .and("deadline", LATER),
                new Amount(shares, new Asset("LP-1", 13)));
    }

    private static OperationRecord swap(String amountIn, String minOut, String... route) {
        return Act.of(
                "swap", swapped(ETH, eth(amountIn).units(), BTC, btc(minOut).units(), route), eth(amountIn));
    }

    private static Values swapped(Asset in, BigInteger amountIn, Asset out, BigInteger minOut, String... route) {
        return Values.of("route", Arrays.asList(route))
                .and("assetIn", in.symbol())
                .and("amountIn", amountIn)
                .and("assetOut", out.symbol())
                .and("minOut", minOut)
                .and("deadline", LATER);
    }

    private static OperationRecord swapExact(Amount out, Amount most) {
        return Act.of(
                "swap-exact-out",
                Values.of("route", List.of(POOL))
                        .and("assetIn", "ETH")
                        .and("maxIn", most.units())
                        .and("assetOut", "BTC")
                        .and("amountOut", out.units())
                        .and("deadline", LATER),
                most);
    }

    private Values pool() {
        return pool(POOL);
    }

    private Values pool(String name) {
        return new LedgerClient(ledger.ledger()).query("amm", "pool", 1, Values.of("pool", name));
    }

    private BigInteger units(String asset, Person person) {
        return ledger.balance(person, ledger.ledger().asset(asset).orElseThrow().asset())
                .units();
    }

    private Receipt applied(Person person, OperationRecord operation) {
        Receipt receipt = ledger.submit(person, operation);
        assertThat(receipt.failure()).isEmpty();
        return receipt;
    }

    private String code(Person person, OperationRecord operation) {
        return ledger.submit(person, operation).failure().orElseThrow().code();
    }

    private static Amount eth(String amount) {
        return Amount.parse(amount, ETH);
    }

    private static Amount btc(String amount) {
        return Amount.parse(amount, BTC);
    }
}
