package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.PulseRules;
import org.quoin.ledger.testkit.probe.Request;

/** What rules do in every block: when, by whose authority, and what is left of it when it goes wrong. */
@Timeout(60)
class HooksTest {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", new Amount(BigInteger.ONE, QUO));

    private final MemoryStore store = new MemoryStore();
    private final TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);

    @AfterEach
    void theChainHolds() {
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
        try (TestLedger again = TestLedger.open(store, new ManualClock(START), ALICE, BOB)) {
            assertThat(again.ledger().info().height()).isEqualTo(head);
        }
    }

    @Test
    void eachRunsOnceInEveryBlockBeforeAndAfterItsTransactions() {
        activate("pulse");
        Receipt receipt = ledger.submit(ALICE, PAYMENT);

        List<Event> events = eventsOf(receipt.height());
        assertThat(events).extracting(Event::type).containsExactly("pulse.beat", "ledger.transferred", "pulse.beat");
        assertThat(events).extracting(Event::sequence).isEqualTo(sequences(events));
        assertThat(receipt.events().get(0).sequence()).isEqualTo(events.get(1).sequence());
        assertThat(ledger.ledger().receipt(receipt.transaction()).orElseThrow()).isEqualTo(receipt);
        assertBeat(events.get(0), "start", 1, 0, 0);
        assertBeat(events.get(2), "end", 1, 1, receipt.gas());
    }

    @Test
    void andInBlocksWithoutTransactions() {
        activate("pulse");
        ledger.advance(Duration.ofSeconds(1));
        ledger.advance(Duration.ofSeconds(1));

        assertThat(count("pulse", "start")).isEqualTo(2);
        assertThat(count("pulse", "end")).isEqualTo(2);
    }

    @Test
    void ofACapabilityThatIsNotActiveNoneRuns() {
        activate("pulse");
        Receipt last = ledger.submit(ALICE, new DeactivateModule("pulse"));
        ledger.advance(Duration.ofSeconds(1));

        assertThat(eventsOf(last.height()))
                .as("it holds from the next block on")
                .extracting(Event::type)
                .containsExactly("pulse.beat", "ledger.module-deactivated", "pulse.beat");
        assertThat(eventsOf(last.height() + 1)).isEmpty();
    }

    @Test
    void severalRunInTheOrderOfTheirNames() {
        activate("pulse");
        activate("alarm");
        ledger.advance(Duration.ofSeconds(1));

        assertThat(eventsOf(ledger.ledger().info().height()))
                .extracting(Event::type)
                .containsExactly("alarm.beat", "pulse.beat", "alarm.beat", "pulse.beat");
    }

    @ParameterizedTest
    @CsvSource({
        "loop, ledger.OUT_OF_GAS",
        "refuse, pulse.TOLD_SO",
        "throw, ledger.MODULE_FAULT",
        "steal, ledger.MODULE_FAULT",
        "call, ledger.MODULE_FAULT",
        "odd, pulse.TOLD_SO"
    })
    void whatGoesWrongIsDiscardedAndReportedAndTheBlockGoesOn(String mode, String code) {
        activate("alarm");
        activate("pulse");
        ledger.submit(ALICE, Request.of("pulse", "tell", Values.of("what", mode)));
        long before = count("pulse", "end");
        Amount balance = ledger.balance(ALICE, QUO);

        Receipt receipt = ledger.submit(ALICE, PAYMENT);

        assertThat(receipt.failure()).isEmpty();
        List<Event> events = eventsOf(receipt.height());
        assertThat(events).extracting(Event::type).endsWith("ledger.transferred", "alarm.beat", "ledger.hook-failed");
        Values failed = events.get(events.size() - 1).data();
        assertThat(List.of(failed.text("name"), failed.text("version"), failed.text("hook"), failed.text("code")))
                .containsExactly("pulse", "1.0.0", "end", code);
        assertThat(count("pulse", "end")).as("its own writes").isEqualTo(before);
        assertThat(count("alarm", "end")).as("those of another").isEqualTo(receipt.height() - 1);
        assertThat(ledger.balance(ALICE, QUO).units()).isEqualTo(balance.units().subtract(BigInteger.ONE));
    }

    @Test
    void anEndlessOneCostsItsBudgetAndNoTransactionAnything() {
        activate("pulse");
        ledger.submit(ALICE, Request.of("pulse", "tell", Values.of("what", "loop")));
        long undisturbed = ledger.submit(ALICE, PAYMENT).gas();
        ledger.submit(ALICE, Request.of("pulse", "tell", Values.of("what", "")));

        assertThat(ledger.submit(ALICE, PAYMENT).gas()).isEqualTo(undisturbed);
    }

    private void activate(String name) {
        assertThat(ledger.activate(Jars.written(name, "1.0.0", PulseRules.class))
                        .failure())
                .isEmpty();
    }

    private List<Event> eventsOf(long height) {
        return ledger.ledger().events(0, 1_000).items().stream()
                .filter(event -> event.height() == height)
                .toList();
    }

    private static List<Long> sequences(List<Event> events) {
        long first = events.get(0).sequence();
        return List.of(first, first + 1, first + 2);
    }

    private static void assertBeat(Event event, String what, long count, long transactions, long gas) {
        assertThat(event.data().text("what")).isEqualTo(what);
        assertThat(event.data().number("count")).isEqualTo(count);
        assertThat(event.data().number("transactions")).isEqualTo(transactions);
        assertThat(event.data().number("gas")).isEqualTo(gas);
        assertThat(event.data().text("caller")).as("by nobody's authority").isEmpty();
    }

    private long count(String name, String what) {
        return new LedgerClient(ledger.ledger())
                .query(name, "count", 1, Values.of("what", what))
                .number("count");
    }
}
