package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.ClerkRules;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.LinkRules;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.VaultRules;

/** Rules that call, ask, observe and check each other: by whose authority, within which limits, and what is left if one refuses. */
@Timeout(60)
class CallsTest {
    private final MemoryStore store = new MemoryStore();
    private final TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(Jars.written("vault", "1.0.0", VaultRules.class))
                        .failure())
                .isEmpty();
        assertThat(ledger.activate(Jars.written("clerk", "1.0.0", ClerkRules.class))
                        .failure())
                .isEmpty();
        assertThat(submit(vault("found", Values.none())).failure()).isEmpty();
    }

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
    void whoIsCalledActsByTheCallersAuthorityAndGivesAResult() {
        Receipt receipt = submit(put(40, 50, false, units(50)));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("vault.taken", "clerk.done");
        assertThat(receipt.events().get(0).data().text("by")).isEqualTo("alice");
        assertThat(outcome(receipt)).isEqualTo("1 40");
        assertThat(held()).isEqualTo(40);
        assertThat(outcome(submit(put(2, 2, false, units(2))))).isEqualTo("2 42");
    }

    @Test
    void whoIsCalledMovesNoMoreThanTheCallerPassedOn() {
        assertThat(code(submit(put(40, 39, false, units(50))))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(held()).isZero();
    }

    @Test
    void norMoreThanTheSignerDeclared() {
        assertThat(code(submit(put(40, 50, false, units(39))))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(code(submit(put(40, 50, false)))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(held()).isZero();
    }

    @Test
    void anAgreementCallsByItsOwnAuthority() {
        submit(clerk("fund", money(30), units(30)));

        Receipt receipt = submit(put(10, 12, true));

        assertThat(receipt.failure()).isEmpty();
        assertThat(receipt.events().get(0).data().text("by")).isEqualTo("clerk:desk");
        assertThat(held()).isEqualTo(10);
        assertThat(code(submit(put(10, 9, true))))
                .as("beyond what it passed on")
                .isEqualTo("MODULE_FAULT");
        assertThat(code(submit(put(21, 30, true)))).as("beyond what it has").isEqualTo("MODULE_FAULT");
        assertThat(held()).isEqualTo(10);
    }

    @Test
    void aRefusalOfWhoIsCalledRefusesAll() {
        Receipt receipt = submit(put(101, 200, false, units(200)));

        assertThat(receipt.failure().orElseThrow().message()).isEqualTo("Give at most 100.");
        assertThat(receipt.events()).isEmpty();
        assertThat(held()).isZero();
    }

    @Test
    void orIsAValueAndNothingOfItHappened() {
        Receipt receipt = submit(clerk("attempt", money(101), units(102)));

        assertThat(receipt.failure()).isEmpty();
        assertThat(receipt.events()).extracting(Event::type).containsExactly("clerk.done", "vault.taken", "clerk.done");
        assertThat(receipt.events().get(0).data().text("outcome")).isEqualTo("vault.TOO_MUCH");
        assertThat(receipt.events().get(2).data().text("outcome"))
                .as("the first to be counted")
                .startsWith("1");
        assertThat(held()).isEqualTo(1);
    }

    /** What an attempt that failed had moved counts against no limit. */
    @Test
    void whatDidNotHappenIsNotSpent() {
        assertThat(submit(clerk("attempt", money(101), units(101))).failure()).isEmpty();
        assertThat(submit(clerk("attempt", money(99), units(100))).failure()).isEmpty();
        assertThat(code(submit(clerk("attempt", money(99), units(99))))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
    }

    @Test
    void nobodyIsCalledWhileHeWaits() {
        assertThat(code(submit(clerk("plain", what("back", false))))).isEqualTo("REENTRANT_CALL");
        assertThat(outcome(submit(clerk("plain", what("back", true))))).isEqualTo("ledger.REENTRANT_CALL");
    }

    @Test
    void callsAreNestedEightDeepAtMost() {
        List<String> links = new ArrayList<>();
        for (char letter = 'a'; letter <= 'j'; letter++) {
            links.add("link-" + letter);
            assertThat(ledger.activate(Jars.written("link-" + letter, "1.0.0", LinkRules.class))
                            .failure())
                    .isEmpty();
        }

        assertThat(submit(go(links.subList(0, 9))).failure()).isEmpty();
        assertThat(submit(go(links)).failure().orElseThrow().message())
                .startsWith("link-j cannot be called at the end of so many calls");
    }

    private static Request go(List<String> links) {
        return Request.of(links.get(0), "go", Values.of("next", links.subList(1, links.size())));
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThat(code(submit(clerk("plain", what("nothing", false))))).isEqualTo("UNKNOWN_OPERATION");
        assertThat(outcome(submit(clerk("plain", what("set", true))))).isEqualTo("ledger.MALFORMED_OPERATION");
        assertThat(ledger.submit(ALICE, new DeactivateModule("vault")).failure())
                .isEmpty();
        assertThat(code(submit(put(1, 1, false, units(1))))).isEqualTo("MODULE_NOT_ACTIVE");
    }

    @Test
    void theGasIsThatOfAll() {
        assertThat(code(submit(clerk("plain", what("endless", false))))).isEqualTo("OUT_OF_GAS");
        assertThat(code(submit(clerk("plain", what("endless", true)))))
                .as("an attempt is no way out")
                .isEqualTo("OUT_OF_GAS");
    }

    @Test
    void aCheckAtTheEndSeesAllOperationsAndCanRefuseThem() {
        assertThat(code(submit(set(true)))).isEqualTo("LEFT_OPEN");
        assertThat(ledger.submit(ALICE, set(true), set(false)).failure()).isEmpty();
        assertThat(code(ledger.submit(ALICE, set(true), put(1, 1, false, units(1)))))
                .isEqualTo("LEFT_OPEN");
        assertThat(submit(new Transfer("alice", "bob", units(1))).failure()).isEmpty();
    }

    @Test
    void anObserverIsToldAndActsByNobodysAuthority() {
        Receipt first =
                ledger.submit(ALICE, new Transfer("alice", "bob", units(1)), new Transfer("alice", "bob", units(2)));

        assertThat(first.events())
                .extracting(Event::type)
                .containsExactly("ledger.transferred", "ledger.transferred", "vault.taken", "vault.taken");
        assertThat(first.events().get(2).data().text("by")).isEmpty();
        assertThat(first.gas()).isGreaterThan(40_000);
    }

    @Test
    void whatAnObserverDoesWrongIsNobodyElses() {
        Receipt receipt = ledger.submit(
                ALICE,
                new Transfer("alice", "bob", units(1)),
                new Transfer("alice", "bob", units(13)),
                new Transfer("alice", "bob", units(2)));

        assertThat(receipt.failure()).isEmpty();
        assertThat(receipt.events())
                .extracting(Event::type)
                .containsExactly(
                        "ledger.transferred", "ledger.transferred", "ledger.transferred", "vault.taken", "vault.taken");
        assertThat(receipt.events().get(4).data().units("amount"))
                .as("the thirteen is not counted")
                .isEqualTo(2);
    }

    private Receipt submit(OperationRecord operation) {
        return ledger.submit(ALICE, operation);
    }

    private static String code(Receipt receipt) {
        return receipt.failure().orElseThrow().code();
    }

    private static String outcome(Receipt receipt) {
        assertThat(receipt.failure()).isEmpty();
        List<Event> events = receipt.events();
        return events.get(events.size() - 1).data().text("outcome");
    }

    private long held() {
        Values answer = new LedgerClient(ledger.ledger()).query("vault", "held", 1, Values.of("asset", "QUO"));
        return answer.units("amount").longValueExact();
    }

    private static Amount units(long units) {
        return new Amount(BigInteger.valueOf(units), QUO);
    }

    private static Values money(long amount) {
        return Values.of("asset", "QUO").and("amount", BigInteger.valueOf(amount));
    }

    private static Values what(String operation, boolean attempt) {
        return Values.of("what", operation).and("forItself", attempt);
    }

    private static Request set(boolean open) {
        return vault("set", Values.of("open", open));
    }

    private static Request put(long amount, long limit, boolean forItself, Amount... spends) {
        return clerk(
                "put", money(amount).and("limit", BigInteger.valueOf(limit)).and("forItself", forItself), spends);
    }

    private static Request vault(String operation, Values values, Amount... spends) {
        return Request.of("vault", operation, values, spends);
    }

    private static Request clerk(String operation, Values values, Amount... spends) {
        return Request.of("clerk", operation, values, spends);
    }
}
