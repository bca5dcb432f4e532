package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Failure;
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

/** A ledger with pools of assets that have no decimal places, so that tests tell of units. Alice has all of them to begin with. */
final class TestPools implements AutoCloseable {
    static final Asset AAA = new Asset("AAA", 0);
    static final Asset BBB = new Asset("BBB", 0);
    static final Asset CCC = new Asset("CCC", 0);

    static final Instant LATER = START.plus(Duration.ofMinutes(5));

    private static final List<Asset> ASSETS = List.of(AAA, BBB, CCC);
    private static final BigInteger SUPPLY = BigInteger.TEN.pow(18);

    private final TestLedger ledger;
    private final LedgerClient client;

    TestPools(Person... people) {
        ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), people);
        client = new LedgerClient(ledger.ledger());
        activate(RulesJars.of("amm", "1.0.0", AmmRules.class));
        for (Asset asset : ASSETS) {
            applied(ALICE, new CreateAsset(new Amount(SUPPLY, asset), "alice"));
        }
    }

    void activate(Bytes rules) {
        assertThat(ledger.activate(rules).failure()).isEmpty();
    }

    /** An operation of any capability. */
    record Act(String capability, String operation, Values values, List<Amount> spends) implements OperationRecord {
        @Override
        public int schema() {
            return 1;
        }
    }

    static OperationRecord act(String operation, Values values, Amount... spends) {
        return new Act("amm", operation, values, List.of(spends));
    }

    static Amount units(long units, Asset asset) {
        return new Amount(BigInteger.valueOf(units), asset);
    }

    static Asset share(int pool) {
        return new Asset("LP-" + pool, 0);
    }

    static OperationRecord create(String pool, Asset asset0, Asset asset1, long fee) {
        return act(
                "pool-create",
                Values.of("pool", pool)
                        .and("asset0", asset0.symbol())
                        .and("asset1", asset1.symbol())
                        .and("fee", fee));
    }

    static OperationRecord deposit(String pool, Amount most0, Amount most1, Asset share) {
        return act(
                "deposit",
                both(pool, "amount", most0, most1)
                        .and("shareAsset", share.symbol())
                        .and("minShares", BigInteger.ZERO),
                most0,
                most1);
    }

    static OperationRecord withdraw(String pool, Amount shares, Amount min0, Amount min1) {
        return act(
                "withdraw",
                both(pool, "min", min0, min1)
                        .and("shareAsset", shares.asset().symbol())
                        .and("shares", shares.units()),
                shares);
    }

    static OperationRecord donate(String pool, Amount amount0, Amount amount1) {
        return act("donate", both(pool, "amount", amount0, amount1), amount0, amount1);
    }

    private static Values both(String pool, String word, Amount amount0, Amount amount1) {
        return Values.of("pool", pool)
                .and("asset0", amount0.asset().symbol())
                .and(word + "0", amount0.units())
                .and("asset1", amount1.asset().symbol())
                .and(word + "1", amount1.units())
                .and("deadline", LATER);
    }

    static OperationRecord swap(Amount in, Amount least, String... route) {
        return act("swap", swapped(in, least, route), in);
    }

    static OperationRecord swapOpen(Amount in, Amount least, String... route) {
        return act("swap-open", swapped(in, least, route));
    }

    private static Values swapped(Amount in, Amount least, String... route) {
        return Values.of("route", List.of(route))
                .and("assetIn", in.asset().symbol())
                .and("amountIn", in.units())
                .and("assetOut", least.asset().symbol())
                .and("minOut", least.units())
                .and("deadline", LATER);
    }

    static OperationRecord swapExactOut(Amount most, Amount out, String... route) {
        return act(
                "swap-exact-out",
                Values.of("route", List.of(route))
                        .and("assetIn", most.asset().symbol())
                        .and("maxIn", most.units())
                        .and("assetOut", out.asset().symbol())
                        .and("amountOut", out.units())
                        .and("deadline", LATER),
                most);
    }

    static OperationRecord take(Amount amount) {
        return act("take", Values.of("asset", amount.asset().symbol()).and("amount", amount.units()));
    }

    static OperationRecord takeAll(Amount least) {
        return act("take-all", Values.of("asset", least.asset().symbol()).and("least", least.units()));
    }

    static OperationRecord settle(Amount most) {
        return act("settle", Values.of("asset", most.asset().symbol()).and("most", most.units()), most);
    }

    void give(Person person, Amount amount) {
        applied(ALICE, new Transfer("alice", person.name(), amount));
    }

    /** Executes all of these in one transaction, which must not be refused. */
    Receipt applied(Person person, OperationRecord... operations) {
        Receipt receipt = ledger.submit(person, operations);
        assertThat(receipt.failure()).isEmpty();
        return receipt;
    }

    /** Why one transaction of all these is refused, and that nothing of it happened. */
    Failure refused(Person person, OperationRecord... operations) {
        Map<String, Object> before = state(person);
        Receipt receipt = ledger.submit(person, operations);
        assertThat(receipt.failure()).isPresent();
        assertThat(receipt.events()).isEmpty();
        assertThat(state(person)).isEqualTo(before);
        return receipt.failure().orElseThrow();
    }

    String code(Person person, OperationRecord... operations) {
        return refused(person, operations).code();
    }

    /** All pools, and what somebody has. */
    Map<String, Object> state(Person person) {
        Map<String, Object> state = new TreeMap<>();
        for (Values pool :
                client.page("amm", "pools", 1, Values.none(), null, 100).items()) {
            state.put(pool.text("pool"), pool.asMap());
        }
        state.put(person.name(), ledger.ledger().balances(person.name()));
        return state;
    }

    Values pool(String name) {
        return client.query("amm", "pool", 1, Values.of("pool", name));
    }

    BigInteger balance(Person person, Asset asset) {
        return ledger.balance(person, asset).units();
    }

    LedgerClient client() {
        return client;
    }

    TestLedger ledger() {
        return ledger;
    }

    /** That the blocks can be executed again, and no other state comes out. */
    @Override
    public void close() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }
}
