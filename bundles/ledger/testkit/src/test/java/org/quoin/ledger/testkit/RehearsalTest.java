package org.quoin.ledger.testkit;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePlan;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Rehearsal;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.ShadowRun;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Locks;
import org.quoin.ledger.testkit.probe.PorterRules;
import org.quoin.ledger.testkit.probe.PulseRules;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.RowsRules;
import org.quoin.ledger.testkit.probe.TipRules;
import org.quoin.ledger.testkit.probe.VaultRules;

/** What other rules would do is found out before they do it, and the ledger knows nothing of it. */
@Timeout(60)
class RehearsalTest {
    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final Map<Hash, Bytes> delivered = new HashMap<>();
    private final Rehearsals rehearsals = ledger.node().rehearsals(rules -> Optional.ofNullable(delivered.get(rules)));

    @AfterEach
    void close() {
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
    }

    @Test
    void aPlanSaysWhatChanges() {
        activate(Jars.fixture("1.0.0"));
        ledger.submit(ALICE, Locks.lock("a"));
        ledger.submit(ALICE, Locks.lock("b"));
        ledger.submit(BOB, Locks.claim("b"));

        ModulePlan plan = rehearsals.plan(deliver(Jars.fixture("2.0.0")));

        assertThat(plan.module().version()).isEqualTo("2.0.0");
        assertThat(plan.replaces()).map(ModuleId::version).contains("1.0.0");
        assertThat(plan.compatible()).isTrue();
        assertThat(plan.added())
                .containsExactly(
                        "operation reassign/1",
                        "event reassigned",
                        "failure NOT_THE_FUNDER",
                        "table locks-2",
                        "table journal-2");
        assertThat(plan.removed()).isEmpty();
        assertThat(plan.rewrites()).containsExactly(new ModulePlan.Rewrite("journal", "journal-2", 3));
        assertThat(plan.blocks()).isEqualTo(1);
        assertThat(plan.keeping()).singleElement().satisfies(kept -> {
            assertThat(kept.id().version()).isEqualTo("1.0.0");
            assertThat(kept.openAgreements()).isEqualTo(1);
        });
        assertThat(plan.refusal()).isEmpty();
    }

    @Test
    void ofRulesThatWouldBeRefusedThePlanSaysWhy() {
        activate(Jars.fixture("1.0.0"));
        activate(Jars.fixture("2.0.0"));
        ledger.submit(ALICE, Locks.lock("a"));

        ModulePlan back = rehearsals.plan(Hash.sha256(Jars.fixture("1.0.0").toArray()));

        assertThat(back.refusal().map(Failure::code)).contains("STATE_TOO_NEW");
        assertThat(back.compatible()).isFalse();
        assertThat(back.removed()).contains("operation reassign/1");
        assertThat(rehearsals
                        .rehearse(Hash.sha256(Jars.fixture("1.0.0").toArray()))
                        .problems())
                .containsExactly(back.refusal().orElseThrow().message());
    }

    @Test
    void aRehearsalBringsEveryRowOverOnACopy() {
        activate(Jars.fixture("1.0.0"));
        for (int i = 0; i < 6; i++) {
            OperationRecord[] locks = new OperationRecord[25];
            for (int j = 0; j < locks.length; j++) {
                locks[j] = Locks.lock("lock-" + i + "-" + j);
            }
            ledger.submit(ALICE, locks);
        }
        LedgerInfo before = ledger.ledger().info();

        Rehearsal rehearsal = rehearsals.rehearse(deliver(Jars.fixture("2.0.0")));

        assertThat(rehearsal.problems()).isEmpty();
        assertThat(rehearsal.rows()).isEqualTo(150);
        assertThat(rehearsal.blocks()).isEqualTo(2);
        assertThat(rehearsal.gas()).isPositive();
        assertThat(rehearsal.bytes()).isPositive();
        assertThat(rehearsal.changes())
                .containsExactly(
                        new Rehearsal.TableChange("htlc-fixture.journal", 150, 0, 150, 0),
                        new Rehearsal.TableChange("htlc-fixture.journal-2", 0, 150, 0, 0));
        assertThat(rehearsal.answers()).as("nobody sees a difference").isEmpty();
        assertThat(ledger.ledger().info()).as("the ledger knows nothing of it").isEqualTo(before);
        assertThat(ledger.ledger().modules()).hasSize(1);
    }

    @Test
    void rulesWhoseHooksReportCanBeRehearsedBeforeAnyOfThemIsActive() {
        assertThat(rehearsals
                        .rehearse(deliver(Jars.written("pulse", "1.0.0", PulseRules.class)))
                        .problems())
                .isEmpty();
    }

    @Test
    void itTellsWhatWouldBeListedOtherwise() {
        rows(3, 4);

        Rehearsal rehearsal = rehearse(RowsRules.Doubled.class);

        assertThat(rehearsal.ok()).isTrue();
        assertThat(rehearsal.answers())
                .containsExactly(new Rehearsal.AnswerChange("all/1", "item 1: number is 6 instead of 3"));
    }

    @Test
    void itTellsThatLessIsListed() {
        rows(3, 3);

        assertThat(rehearse(RowsRules.Fewer.class).answers())
                .containsExactly(new Rehearsal.AnswerChange("all/1", "1 items instead of 2"));
    }

    @ParameterizedTest
    @CsvSource({
        "Endless, After 0 rows were brought over|ledger.OUT_OF_GAS.",
        "Bomb, After 0 rows were brought over|ledger.MODULE_FAULT.",
        "Failing, After 0 rows were brought over|ledger.MODULE_FAULT.",
        "Unchecked, After 0 rows were brought over|rows.ODD.",
        "EndlessHook, The hook at the end of a block failed|ledger.OUT_OF_GAS."
    })
    void whatWouldGoWrongIsFoundAndTheStateIsUntouched(String flaw, String told) throws ClassNotFoundException {
        rows(7, 8);
        Hash root = ledger.ledger().info().stateRoot();

        Rehearsal rehearsal = rehearse(Class.forName(RowsRules.class.getName() + "$" + flaw));

        String[] parts = told.split("\\|", -1);
        assertThat(rehearsal.problems().get(0)).startsWith(parts[0]).endsWith(parts[1]);
        assertThat(ledger.ledger().info().stateRoot()).isEqualTo(root);
    }

    /** What the rehearsal is there for: activated all the same, it is the ledger that stops bringing rows over, and says so. */
    @Test
    void onTheLedgerOneRowThatFailsStopsTheRestAndNothingElse() {
        rows(1, 7, 9);
        activate(Jars.written("rows", "2.0.0", RowsRules.class, RowsRules.Failing.class));
        for (int i = 0; i < 10; i++) {
            ledger.advance(Duration.ofSeconds(1));
        }

        List<String> events = new ArrayList<>();
        ledger.ledger().events(0, 1_000).items().forEach(event -> events.add(event.type() + " " + event.data()));
        assertThat(events.get(events.size() - 1))
                .startsWith("ledger.rewriting-stopped")
                .contains("rows=1")
                .contains("ledger.MODULE_FAULT");
        assertThat(ledger.submit(ALICE, put(1, 5)).failure()).isEmpty();
    }

    @Test
    void aShadowRunOfTheSameRulesFindsNoDifference() throws InterruptedException {
        activate(Jars.fixture("1.0.0"));
        long from = ledger.ledger().info().height() + 1;
        ledger.submit(ALICE, Locks.lock("a"));
        ledger.submit(ALICE, new Transfer("alice", "bob", Locks.UNIT));
        ledger.submit(BOB, Locks.claim("a", Bytes.fromHex("ff")));
        ledger.submit(BOB, Locks.claim("a"));

        ShadowRun run = rehearsals.shadow(deliver(Jars.fixture("1.0.1")), from, from + 3, Duration.ZERO);

        assertThat(run.complete()).isTrue();
        assertThat(run.transactions()).isEqualTo(4);
        assertThat(run.concerned()).isEqualTo(3);
        assertThat(run.shadowGas()).isEqualTo(run.gas());
        assertThat(run.differences())
                .as("each says by which rules")
                .extracting(ShadowRun.Difference::what)
                .containsExactly("in htlc-fixture.locked rules is 1.0.1 instead of 1.0.0");
    }

    @Test
    void itFindsWhatComesOutOtherwise() throws InterruptedException {
        rows(1);
        long from = ledger.ledger().info().height() + 1;
        ledger.submit(ALICE, put(0, 3));
        ledger.submit(ALICE, put(0, 4));

        Hash rules = deliver(Jars.written("rows", "1.1.0", RowsRules.class, RowsRules.Unchecked.class));
        ShadowRun run = rehearsals.shadow(rules, from, from + 1, Duration.ZERO);

        assertThat(run.different()).isEqualTo(1);
        assertThat(run.differences().get(0).height()).isEqualTo(from);
        assertThat(run.differences().get(0).what()).isEqualTo("rejected with rows.ODD instead of applied");
    }

    @Test
    void itFindsWhatWouldBeReportedBeside() throws InterruptedException {
        rows(1);
        long from = ledger.ledger().info().height() + 1;
        Hash put = ledger.submit(ALICE, put(0, 3)).transaction();

        assertThat(shadow(RowsRules.Talking.class, from))
                .containsExactly(new ShadowRun.Difference(from, Optional.of(put), "reports [rows.kept] instead of []"));
    }

    @Test
    void itFindsWhatHooksWouldDoOtherwise() throws InterruptedException {
        rows(1);
        long head = ledger.ledger().info().height();
        String failed = "reports [ledger.hook-failed] instead of []";

        assertThat(shadow(RowsRules.EndlessStart.class, head))
                .containsExactly(
                        new ShadowRun.Difference(head, Optional.empty(), "before the transactions: " + failed));
        assertThat(shadow(RowsRules.EndlessHook.class, head))
                .containsExactly(new ShadowRun.Difference(head, Optional.empty(), "after the transactions: " + failed));
    }

    /** What another capability reports is its own: whatever of it is other, is a difference. */
    @Test
    void itFindsWhatOthersWouldReportOtherwise() throws InterruptedException {
        activate(Jars.written("vault", "1.0.0", VaultRules.class));
        activate(Jars.written("porter", "1.0.0", PorterRules.class));
        assertThat(ledger.submit(ALICE, Request.of("vault", "found", Values.none()))
                        .failure())
                .isEmpty();
        long from = ledger.ledger().info().height() + 1;
        Hash carried = ledger.submit(
                        ALICE,
                        Request.of("porter", "carry", Values.none(), new Amount(BigInteger.TWO, Locks.UNIT.asset())))
                .transaction();

        Hash rules = deliver(Jars.written("porter", "1.1.0", PorterRules.class, PorterRules.Twice.class));

        assertThat(rehearsals.shadow(rules, from, from, Duration.ZERO).differences())
                .contains(new ShadowRun.Difference(from, Optional.of(carried), "in vault.taken the data are others"));
    }

    @Test
    void itFindsFundsThatWouldBeElsewhereWhateverIsReported() throws InterruptedException {
        activate(Jars.written("tip", "1.0.0", TipRules.class));
        long from = ledger.ledger().info().height() + 1;
        ledger.submit(
                ALICE, Request.of("tip", "tip", Values.of("asset", "QUO").and("amount", BigInteger.ONE), Locks.UNIT));

        Hash rules = deliver(Jars.written("tip", "1.1.0", TipRules.class, TipRules.Elsewhere.class));
        ShadowRun run = rehearsals.shadow(rules, from, from, Duration.ZERO);

        assertThat(run.differences())
                .containsExactly(new ShadowRun.Difference(
                        from, Optional.empty(), "other amounts are held at the end of the block"));
    }

    @Test
    void itWaitsForBlocksAsLongAsItIsToldTo() throws InterruptedException {
        activate(Jars.fixture("1.0.0"));
        long next = ledger.ledger().info().height() + 1;

        ShadowRun run = rehearsals.shadow(deliver(Jars.fixture("1.1.0")), next, next + 9, Duration.ZERO);

        assertThat(run.complete()).isFalse();
        assertThat(run.to()).isEqualTo(next - 1);
        assertThatThrownBy(() ->
                        rehearsals.shadow(delivered.keySet().iterator().next(), next + 1, next + 2, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofUnknownRulesNothingIsTried() {
        assertThatThrownBy(() -> rehearsals.plan(Hash.ZERO))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("UNKNOWN_RULES"));
        assertThatThrownBy(() -> rehearsals.rehearse(deliver(Bytes.fromHex("00"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of one block. */
    private List<ShadowRun.Difference> shadow(Class<?> rules, long height) throws InterruptedException {
        Hash candidate = deliver(Jars.written("rows", "1.1.0", RowsRules.class, rules));
        return rehearsals.shadow(candidate, height, height, Duration.ZERO).differences();
    }

    private Rehearsal rehearse(Class<?> rules) {
        return rehearsals.rehearse(deliver(Jars.written("rows", "2.0.0", RowsRules.class, rules)));
    }

    private void rows(long... numbers) {
        activate(Jars.written("rows", "1.0.0", RowsRules.class));
        for (int i = 0; i < numbers.length; i++) {
            assertThat(ledger.submit(ALICE, put(i, numbers[i])).failure()).isEmpty();
        }
    }

    private void activate(Bytes jar) {
        assertThat(ledger.activate(jar).failure()).isEmpty();
    }

    private Hash deliver(Bytes jar) {
        Hash rules = Hash.sha256(jar.toArray());
        delivered.put(rules, jar);
        return rules;
    }

    private static OperationRecord put(long key, long number) {
        return Request.of("rows", "put", Values.of("key", key).and("number", number));
    }
}
