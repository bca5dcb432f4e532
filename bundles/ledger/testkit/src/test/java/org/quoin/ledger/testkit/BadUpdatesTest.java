package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.DiceRules;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.RowsRules;
import org.quoin.ledger.testkit.probe.Signed;

/**
 * An update that is no good, delivered by somebody who is trusted to a ledger that activates what is newer: the old version goes on, and
 * the state is what it was. {@link DeliveriesTest} has those that are turned away before they are looked at.
 */
@Timeout(60)
class BadUpdatesTest {
    private static final Person OPERATOR = Person.named("operator");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, Person.ALICE);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private final Deliveries deliveries = new Deliveries(
            ledger.node(),
            new MemoryWallet(OPERATOR),
            TrustedKeys.of(OPERATOR.signer().publicKey()),
            worker);

    @BeforeEach
    void oneVersionServes() throws InterruptedException {
        deliver("first", Jars.written("rows", "1.0.0", RowsRules.class));
        assertServes("1.0.0", 7);
    }

    @AfterEach
    void close() {
        worker.shutdownNow();
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).ok())
                .isTrue();
        ledger.close();
    }

    static Stream<Arguments> updates() {
        List<Class<?>> bad = new ArrayList<>();
        for (Class<?> each : BadRules.class.getDeclaredClasses()) {
            bad.add(each); // one of them is good, and accepts nothing of what the old version does
        }
        Stream<Arguments> small =
                bad.stream().map(rules -> Arguments.of(rules.getSimpleName(), Jars.of("rows", "2.0.0", rules)));
        Stream<Arguments> large = Stream.of(
                        RowsRules.Endless.class,
                        RowsRules.Bomb.class,
                        RowsRules.Failing.class,
                        RowsRules.Unchecked.class,
                        RowsRules.EndlessHook.class,
                        RowsRules.Narrow.class,
                        RowsRules.Forever.class,
                        RowsRules.Greedy.class)
                .map(rules ->
                        Arguments.of(rules.getSimpleName(), Jars.written("rows", "2.0.0", RowsRules.class, rules)));
        Stream<Arguments> others = Stream.of(
                Arguments.of("left to chance", Jars.written("rows", "2.0.0", DiceRules.class)),
                Arguments.of("without the library", Jars.of("rows", "2.0.0", RowsRules.class)),
                Arguments.of("of another capability's name", Jars.written("Rows", "2.0.0", RowsRules.class)),
                Arguments.of("of no version", Jars.written("rows", "two", RowsRules.class)),
                Arguments.of("older", Jars.written("rows", "0.9.0", RowsRules.class)));
        return Stream.of(small, large, others).flatMap(all -> all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("updates")
    void theOldVersionGoesOnAndTheStateIsWhatItWas(String name, Bytes update) throws InterruptedException {
        Hash root = ledger.ledger().info().stateRoot();
        long height = ledger.ledger().info().height();

        deliver("second", update);

        assertThat(ledger.ledger().info().stateRoot()).isEqualTo(root);
        assertThat(ledger.ledger().info().height()).as("nothing was ordered").isEqualTo(height);
        assertServes("1.0.0", 8);
    }

    /** The control: a good one of the same size and number becomes active. */
    @Test
    void aGoodOneBecomesActive() throws InterruptedException {
        deliver("second", Jars.written("rows", "2.0.0", RowsRules.class, RowsRules.Doubled.class));

        assertServes("2.0.0", 8);
    }

    private void deliver(String delivery, Bytes jar) throws InterruptedException {
        deliveries.delivered(delivery, "a bundle", Signed.by(OPERATOR, jar));
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(50))).isTrue();
    }

    private void assertServes(String version, long number) {
        assertThat(ledger.ledger().info().modules())
                .extracting(ModuleId::version)
                .containsExactly(version);
        assertThat(ledger.submit(
                                Person.ALICE,
                                Request.of("rows", "put", Values.of("key", 0L).and("number", number)))
                        .failure())
                .isEmpty();
    }
}
