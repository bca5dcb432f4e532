package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Locks;

/** Rows come over to another form block by block: nobody waits, nobody sees a difference, and nothing comes over twice. */
@Timeout(60)
class MigrationTest {
    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);
    private TestLedger ledger = TestLedger.open(store, clock, ALICE, BOB);

    @AfterEach
    void theChainHolds() {
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
    }

    @Test
    void theRowsAreReadTheSameBeforeWhileAndAfterTheyComeOver() {
        activate("1.0.0");
        fill(300);
        List<String> before = journal();
        assertThat(before).hasSize(300);
        Receipt activated = activate("2.0.0");

        assertThat(journal()).isEqualTo(before);
        List<List<String>> seen = new ArrayList<>();
        while (!ended() && seen.size() < 10) {
            ledger.advance(Duration.ofSeconds(1));
            seen.add(journal());
        }

        assertThat(ended()).as("all rows came over in ten blocks").isTrue();
        assertThat(seen).as("128 in a block").hasSize(3).allMatch(before::equals);
        Event end = lastEvent();
        assertThat(end.type()).isEqualTo("ledger.rows-rewritten");
        assertThat(end.data().number("rows")).isEqualTo(300);
        assertThat(end.height()).isEqualTo(activated.height() + 3);
    }

    @Test
    void transactionsGoOnMeanwhileAndWriteTheNewForm() {
        activate("1.0.0");
        fill(200);
        activate("2.0.0");

        assertThat(lock("new").failure()).isEmpty();
        assertThat(ended()).isFalse();
        assertThat(journal()).hasSize(201).last().isEqualTo("new locked");
        ledger.advance(Duration.ofSeconds(1));

        assertThat(ended()).isTrue();
        assertThat(lastEvent().data().number("rows"))
                .as("none twice, and not the new one")
                .isEqualTo(200);
        assertThat(journal()).hasSize(201);
    }

    @Test
    void aRestartGoesOnWhereTheLastBlockEnded() {
        activate("1.0.0");
        fill(200);
        activate("2.0.0");
        ledger.advance(Duration.ofSeconds(1));
        List<String> before = journal();
        ledger.close();
        ledger = TestLedger.open(store, clock, ALICE, BOB);

        assertThat(journal()).isEqualTo(before);
        ledger.advance(Duration.ofSeconds(1));
        assertThat(lastEvent().data().number("rows")).isEqualTo(200);
        assertThat(journal()).isEqualTo(before);
    }

    @Test
    void anAgreementIsSettledByItsRulesOnItsOwnRowWhateverTheNewFormIs() {
        activate("1.0.0");
        lock("old");
        activate("2.0.0");
        lock("new");

        assertThat(beneficiary("old")).as("the new rules read the former form").isEqualTo("bob");
        assertThat(rules(claim("old"))).isEqualTo("1.0.0");
        assertThat(rules(claim("new"))).isEqualTo("2.0.0");
        assertThat(ledger.balance(BOB, QUO).units())
                .isEqualTo(Amount.parse("1000", QUO).units().add(BigInteger.TWO));
    }

    @Test
    void whereNewerRulesHaveWrittenOlderOnesDoNotComeBack() {
        activate("1.0.0");
        activate("2.0.0");
        assertThat(activate("1.0.0").failure())
                .as("nothing is in the new form yet")
                .isEmpty();
        assertThat(activate("2.0.0").failure()).isEmpty();
        lock("new");

        assertThat(activate("1.0.0").failure().orElseThrow().message())
                .isEqualTo("htlc-fixture 1.0.0 cannot read the rows of journal-2, which newer rules have written:"
                        + " activate a version that can.");
        assertThat(activate("2.0.1").failure()).isEmpty();
    }

    @Test
    void oneMoreOperationIsNoReasonNotToGoBack() {
        activate("1.0.0");
        activate("1.1.0");
        lock("a");

        assertThat(activate("1.0.0").failure()).isEmpty();
        assertThat(rules(claim("a"))).isEqualTo("1.1.0");
    }

    private Receipt activate(String version) {
        return ledger.activate(Jars.fixture(version));
    }

    private void fill(int lines) {
        for (int i = 0; i < lines / 50; i++) {
            OperationRecord[] locks = new OperationRecord[25];
            OperationRecord[] claims = new OperationRecord[25];
            for (int j = 0; j < 25; j++) {
                locks[j] = Locks.lock("lock-" + i + "-" + j);
                claims[j] = Locks.claim("lock-" + i + "-" + j);
            }
            assertThat(ledger.submit(ALICE, locks).failure()).isEmpty();
            assertThat(ledger.submit(ALICE, claims).failure()).isEmpty();
        }
    }

    private Receipt lock(String name) {
        return ledger.submit(ALICE, Locks.lock(name));
    }

    private Receipt claim(String name) {
        return ledger.submit(BOB, Locks.claim(name));
    }

    private static String rules(Receipt receipt) {
        assertThat(receipt.failure()).isEmpty();
        return receipt.events().get(receipt.events().size() - 1).data().text("rules");
    }

    private String beneficiary(String name) {
        return new LedgerClient(ledger.ledger())
                .query(Locks.CAPABILITY, "lock", 1, Values.of("name", name))
                .text("beneficiary");
    }

    private List<String> journal() {
        List<String> lines = new ArrayList<>();
        String cursor = null;
        do {
            Page<Values> page =
                    new LedgerClient(ledger.ledger()).page(Locks.CAPABILITY, "journal", 1, Values.none(), cursor, 100);
            page.items().forEach(row -> lines.add(row.text("name") + " " + row.text("what")));
            cursor = page.next();
        } while (cursor != null);
        return lines;
    }

    private boolean ended() {
        return ledger.ledger().events(0, 1_000).items().stream()
                .anyMatch(event -> event.type().equals("ledger.rows-rewritten"));
    }

    private Event lastEvent() {
        List<Event> events = ledger.ledger().events(0, 1_000).items();
        return events.get(events.size() - 1);
    }
}
