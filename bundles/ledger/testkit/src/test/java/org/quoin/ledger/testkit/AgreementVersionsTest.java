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
import org.quoin.ledger.api.Module;
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
        assertThat(receipt.failure()).isEmpty();
        return receipt.events().get(receipt.events().size() - 1).data().text("by");
    }

    private long openAgreements(String version) {
        return ledger.ledger().modules().stream()
                .filter(module -> module.id().version().equals(version))
                .mapToLong(Module::openAgreements)
                .sum();
    }
}
