package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.MoveAgreements;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.PactRules;
import org.quoin.ledger.testkit.probe.Request;

/** An agreement is settled by the rules that made it, whichever are active then. */
@Timeout(60)
class AgreementVersionsTest {
    private static final Amount UNIT = new Amount(BigInteger.ONE, QUO);

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
    void eachIsSettledByTheRulesThatMadeIt() {
        activate("1.0.0");
        assertThat(by(make("old"))).isEqualTo("1.0.0");
        activate("1.1.0");
        assertThat(by(make("new"))).isEqualTo("1.1.0");
        assertThat(openAgreements("1.0.0")).isEqualTo(1);

        assertThat(by(settle("new"))).isEqualTo("1.1.0");
        assertThat(by(settle("old"))).isEqualTo("1.0.0");

        assertThat(openAgreements("1.0.0")).isZero();
        assertThat(ledger.balance(ALICE, QUO)).hasToString("1000 QUO");
    }

    @Test
    void whatWasNeverMadeIsForTheActiveRules() {
        activate("1.0.0");
        activate("1.1.0");

        assertThat(settle("none").failure().orElseThrow().message()).isEqualTo("1.1.0 knows no none.");
        assertThat(settle("No Name").failure().orElseThrow().message()).isEqualTo("1.1.0 knows no No Name.");
    }

    @Test
    void afterARestartToo() {
        activate("1.0.0");
        make("old");
        activate("2.0.0");
        ledger.close();
        ledger = TestLedger.open(store, clock, ALICE, BOB);

        assertThat(by(settle("old"))).isEqualTo("1.0.0");
    }

    @Test
    void backAndForthItStaysWithItsRules() {
        activate("1.0.0");
        make("a");
        activate("1.1.0");
        make("b");
        activate("1.0.0");

        assertThat(by(settle("b"))).isEqualTo("1.1.0");
        assertThat(by(settle("a"))).isEqualTo("1.0.0");
    }

    @Test
    void ofACapabilityThatIsNotActiveNothingIsSettledUntilItIsAgain() {
        activate("1.0.0");
        make("old");
        assertThat(ledger.submit(ALICE, new DeactivateModule("pact")).failure()).isEmpty();

        assertThatThrownBy(() -> settle("old")).hasMessageStartingWith("No version of pact is active");
        activate("1.1.0");
        assertThat(by(settle("old"))).isEqualTo("1.0.0");
    }

    /** What former rules report is read as they described it, whatever the active ones call by the same name. */
    @Test
    void eachReportsInItsOwnForm() {
        activate("1.0.0");
        make("old");
        ledger.activate(Jars.written("pact", "2.0.0", PactRules.class, PactRules.Terse.class));
        make("new");

        assertThat(last(settle("new")).data().asMap()).containsOnlyKeys("by");
        Receipt old = settle("old");
        assertThat(last(old).data().asMap()).containsOnlyKeys("name", "by");
        assertThat(ledger.ledger().receipt(old.transaction()).orElseThrow()).isEqualTo(old);
        assertThat(ledger.ledger().events(0, 1_000).items()).contains(last(old));
    }

    private static Event last(Receipt receipt) {
        assertThat(receipt.failure()).isEmpty();
        return receipt.events().get(receipt.events().size() - 1);
    }

    @Test
    void operatorsMoveThoseOfFaultyRulesToOthers() {
        activate("1.0.0");
        make("a");
        make("b");
        activate("1.1.0");

        Receipt moved = ledger.submit(ALICE, new MoveAgreements(id("1.0.0"), id("1.1.0")));

        assertThat(moved.failure()).isEmpty();
        assertThat(moved.events().get(0).type()).isEqualTo("ledger.agreements-moved");
        assertThat(moved.events().get(0).data().number("agreements")).isEqualTo(2);
        assertThat(openAgreements("1.0.0")).isZero();
        assertThat(openAgreements("1.1.0")).isEqualTo(2);
        assertThat(by(settle("a"))).isEqualTo("1.1.0");
        assertThat(openAgreements("1.1.0")).isEqualTo(1);
        assertThat(code(ledger.activate(Jars.written("pact", "1.0.0", PactRules.class))))
                .as("faulty rules do not come back")
                .isEqualTo("RULES_WITHDRAWN");

        activate("1.2.0");
        assertThat(ledger.submit(ALICE, new MoveAgreements(id("1.1.0"), id("1.2.0")))
                        .failure())
                .isEmpty();
        ledger.close();
        ledger = TestLedger.open(store, clock, ALICE, BOB);
        assertThat(by(settle("b"))).as("moved twice").isEqualTo("1.2.0");
        assertThat(openAgreements("1.2.0")).isZero();
        assertThat(ledger.balance(ALICE, QUO)).hasToString("1000 QUO");
    }

    @Test
    void whatCannotBeMovedStays() {
        activate("1.0.0");
        make("a");
        activate("1.1.0");
        Hash one = id("1.0.0");
        Hash two = id("1.1.0");

        assertThat(code(ledger.submit(BOB, new MoveAgreements(one, two)))).isEqualTo("NOT_AN_OPERATOR");
        assertThat(code(ledger.submit(ALICE, new MoveAgreements(two, one))))
                .as("of active rules")
                .isEqualTo("NOT_MOVABLE");
        assertThat(code(ledger.submit(ALICE, new MoveAgreements(one, one)))).isEqualTo("NOT_MOVABLE");
        assertThat(code(ledger.submit(ALICE, new MoveAgreements(one, Hash.ZERO))))
                .isEqualTo("UNKNOWN_RULES");
        ledger.activate(Jars.written("other", "1.0.0", PactRules.class));
        assertThat(code(ledger.submit(ALICE, new MoveAgreements(one, id("other", "1.0.0")))))
                .isEqualTo("NOT_MOVABLE");
        assertThat(by(settle("a"))).isEqualTo("1.0.0");
    }

    private Hash id(String version) {
        return id("pact", version);
    }

    private Hash id(String capability, String version) {
        return ledger.ledger().modules().stream()
                .map(Module::id)
                .filter(id -> id.capability().equals(capability) && id.version().equals(version))
                .findFirst()
                .orElseThrow()
                .sha256();
    }

    private static String code(Receipt receipt) {
        return receipt.failure().orElseThrow().code();
    }

    private void activate(String version) {
        assertThat(ledger.activate(Jars.written("pact", version, PactRules.class))
                        .failure())
                .isEmpty();
    }

    private Receipt make(String name) {
        return ledger.submit(
                ALICE,
                Request.of(
                        "pact",
                        "make",
                        Values.of("name", name).and("asset", "QUO").and("amount", BigInteger.ONE),
                        UNIT));
    }

    private Receipt settle(String name) {
        return ledger.submit(BOB, Request.of("pact", "settle", Values.of("name", name)));
    }

    private static String by(Receipt receipt) {
        return last(receipt).data().text("by");
    }

    private long openAgreements(String version) {
        return ledger.ledger().modules().stream()
                .filter(module -> module.id().version().equals(version))
                .mapToLong(Module::openAgreements)
                .sum();
    }
}
