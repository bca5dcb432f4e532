package org.quoin.ledger.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.rules.codec.Writer;

@Timeout(120)
class SimulatorTest {
    private static final Genesis GENESIS = TestLedger.genesis(ALICE, BOB);
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);
    private static final Table LOCKED = Table.ordered("ledger.locked", 12);
    private static final Probe PROBE = new Probe();
    private static final int UNTIL_FOUND = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyStepOfARandomLifeHoldsOnAllViews(long seed) {
        Map<String, Integer> outcomes = new Simulator(seed, GENESIS).run(1_000);

        assertThat(outcomes.get("applied")).as("seed %d: %s", seed, outcomes).isGreaterThan(200);
        assertThat(outcomes)
                .as("seed %d: what a life must contain", seed)
                .containsKeys(
                        "WRONG_CHAIN",
                        "EXPIRED",
                        "VALIDITY_TOO_LONG",
                        "UNKNOWN_ACCOUNT",
                        "KEY_NOT_AUTHORISED",
                        "NONCE_USED",
                        "NONCE_GAP",
                        "MODULE_NOT_ACTIVE",
                        "UNKNOWN_OPERATION",
                        "MALFORMED_OPERATION",
                        "NOT_AUTHORISED",
                        "UNKNOWN_ASSET",
                        "ACCOUNT_EXISTS",
                        "ZERO_AMOUNT",
                        "INSUFFICIENT_BALANCE");
    }

    @ParameterizedTest
    @ValueSource(longs = {81, 82, 83, 84, 85})
    void everyStepOfALifeWithFeesHoldsOnAllViews(long seed) {
        Map<String, Integer> outcomes = new Simulator(seed, GENESIS, Executor::execute, new Tolls()).run(1_000);

        assertThat(outcomes.get("applied")).as("seed %d: %s", seed, outcomes).isGreaterThan(200);
        assertThat(outcomes)
                .as("seed %d: what a life must contain", seed)
                .containsKeys("FEE_LIMIT_TOO_LOW", "CANNOT_PAY_FEE", "NOT_LAYER_2", "UNWANTED", "OUT_OF_GAS");
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45})
    void everyStepOfALifeWithAModuleHoldsOnAllViews(long seed) {
        Map<String, Integer> outcomes = new Simulator(seed, GENESIS, Executor::execute, PROBE).run(1_000);

        assertThat(outcomes.get("applied")).as("seed %d: %s", seed, outcomes).isGreaterThan(200);
        assertThat(outcomes)
                .as("seed %d: what a life must contain", seed)
                .containsKeys("SPENDING_LIMIT_EXCEEDED", "MODULE_FAULT", "NOT_TODAY", "UNKNOWN_ACCOUNT");
    }

    /** What is locked is compared with books that know only the events: without its row it would be lost silently. */
    @Test
    void whatIsLockedAndNotShownIsFound() {
        assertThatThrownBy(() -> new Simulator(
                                41,
                                GENESIS,
                                (modules, context, step, view) -> {
                                    Outcome outcome = Executor.execute(modules, context, step, view);
                                    Entry locked = view.first(LOCKED);
                                    if (locked != null && outcome.failure() == null) {
                                        view.remove(LOCKED, locked.key());
                                    }
                                    return outcome;
                                },
                                PROBE)
                        .run(UNTIL_FOUND))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)seed 41, step \\d+: who reads the events knows something else after .*");
    }

    @Test
    void theSameSeedLivesTheSameLife() {
        assertThat(roots(31)).isEqualTo(roots(31)).isNotEqualTo(roots(32));
    }

    private static List<Hash> roots(long seed) {
        List<Hash> roots = new ArrayList<>();
        new Simulator(seed, GENESIS).run(200, moment -> roots.add(moment.stateRoot()));
        return roots;
    }

    /** The whole way, with door, queue, journal and answers, gives what the executor gives. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void aLedgerGivesWhatTheExecutorGives(long seed) {
        MemoryStore store = new MemoryStore();
        Hash head;
        try (TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB)) {
            Map<Hash, Receipt> receipts = new HashMap<>();

            new Simulator(seed, GENESIS).run(500, moment -> live(ledger, receipts, moment, seed));

            head = ledger.ledger().info().head();
            assertThat(ledger.ledger()
                            .verify(0, ledger.ledger().info().height())
                            .reason())
                    .isEmpty();
        }
        try (TestLedger again = TestLedger.open(store, new ManualClock(START), ALICE, BOB)) {
            assertThat(again.ledger().info().head()).isEqualTo(head);
        }
    }

    private static void live(TestLedger ledger, Map<Hash, Receipt> receipts, Moment moment, long seed) {
        ledger.clock()
                .move(Duration.between(
                        ledger.clock().instant(), moment.context().time()));
        FailureRow failure = moment.outcome().failure();
        String expected = failure == null ? "applied" : failure.code();
        String actual;
        try {
            Receipt receipt =
                    TestLedger.await(ledger.ledger().submit(moment.transaction().encoded()));
            Receipt former = receipts.putIfAbsent(receipt.transaction(), receipt);
            if (former != null) {
                assertThat(receipt).as("seed %d: the same bytes", seed).isEqualTo(former);
                return;
            }
            actual = receipt.failure().map(reason -> reason.code()).orElse("applied");
            assertThat(receipt.events()).hasSameSizeAs(moment.outcome().events());
        } catch (RefusedException e) {
            actual = e.failure().code();
        }
        assertThat(actual)
                .as("seed %d: %s", seed, moment.transaction().transaction())
                .isEqualTo(expected);
        assertThat(ledger.ledger().info().stateRoot()).isEqualTo(moment.stateRoot());
    }

    @Test
    void aMintedUnitIsFound() {
        assertFound("balances do not add up to the supply", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            if (outcome.failure() == null) {
                add(view, 0, BigInteger.ONE);
            }
            return outcome;
        });
    }

    @Test
    void anExecutorThatForgetsToDiscardIsFound() {
        assertFound("what was rejected has left something behind", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            FailureRow failure = outcome.failure();
            if (failure != null && failure.code().equals("INSUFFICIENT_BALANCE")) {
                add(view, 0, BigInteger.ONE.negate());
                add(view, 1, BigInteger.ONE);
            }
            return outcome;
        });
    }

    @Test
    void anOutcomeThatDependsOnTheRunIsFound() {
        int[] runs = new int[1];
        assertFound("the views come to different outcomes", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            return new Outcome(outcome.failure(), outcome.gas(), BigInteger.valueOf(runs[0]++), outcome.events());
        });
    }

    @Test
    void aWriteThatDependsOnTheViewIsFound() {
        int[] runs = new int[1];
        assertFound("the views are written differently", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            if (outcome.failure() == null && runs[0]++ % 3 == 1) {
                add(view, 0, BigInteger.ONE);
            }
            return outcome;
        });
    }

    @Test
    void aNonceThatCanBeUsedAgainIsFound() {
        assertFound("it was executed without a nonce", (modules, context, step, view) -> {
            Overlay attempt = new Overlay(view);
            Outcome outcome = Executor.execute(modules, context, step, attempt);
            attempt.writes().writes().stream()
                    .filter(write -> !write.table().equals(Rows.NONCES))
                    .forEach(write -> copy(view, write.table(), write.key(), write.value()));
            return outcome;
        });
    }

    @Test
    void anEventThatSaysTooMuchIsFound() {
        assertFound("who reads the events knows something else", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            return new Outcome(
                    outcome.failure(),
                    outcome.gas(),
                    outcome.fee(),
                    outcome.events().stream().map(SimulatorTest::withOneMore).toList());
        });
    }

    @Test
    void anEventThatIsLostIsFound() {
        assertFound("who reads the events knows something else", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            return new Outcome(outcome.failure(), outcome.gas(), outcome.fee(), List.of());
        });
    }

    private static void assertFound(String finding, Engine faulty) {
        assertThatThrownBy(() -> new Simulator(21, GENESIS, faulty).run(UNTIL_FOUND))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)seed 21, step \\d+: " + finding + " after .*");
    }

    /** To what an account has of the second asset. */
    private static void add(Overlay view, long account, BigInteger units) {
        byte[] key = new Writer().u64(account).u32(1).toBytes();
        byte[] row = view.get(BALANCES, key);
        BigInteger before = row == null ? BigInteger.ZERO : new BigInteger(1, row);
        view.put(BALANCES, key, new Writer().u128(before.add(units)).toBytes());
    }

    private static void copy(Overlay view, Table table, byte[] key, byte @Nullable [] value) {
        if (value == null) {
            view.remove(table, key);
        } else {
            view.put(table, key, value);
        }
    }

    private static EventRow withOneMore(EventRow event) {
        if (!event.name().equals("transferred")) {
            return event;
        }
        var fields =
                CoreCapability.DESCRIPTION.event("transferred").orElseThrow().fields();
        Map<String, Object> data = new TreeMap<>(fields.decode(event.data()).asMap());
        data.computeIfPresent("amount", (name, units) -> ((BigInteger) units).add(BigInteger.ONE));
        Bytes more = fields.encode(Values.of(data));
        return new EventRow(event.capability(), event.name(), Objects.requireNonNull(more));
    }
}
