package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Misuse;

/** Rules that do what no rules may do: what they did is discarded, their transaction is told so, and the chain goes on. */
@Timeout(60)
class ModuleFaultTest {
    private static final Amount MUCH = Amount.parse("1000", QUO);

    private final MemoryStore store = new MemoryStore();
    private final TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(Jars.probe("1.0.0")).applied()).isTrue();
        assertThat(ledger.submit(ALICE, Call.of("put", row("01", "aa"))).applied())
                .isTrue();
    }

    @AfterEach
    void theChainGoesOn() {
        assertThat(ledger.submit(BOB, new Transfer("bob", "alice", Amount.parse("1", QUO)))
                        .applied())
                .isTrue();
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
        try (TestLedger again = TestLedger.open(store, new ManualClock(START), ALICE, BOB)) {
            assertThat(again.ledger().info().height()).isEqualTo(head);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "CAUGHT_REFUSAL",
                "WENT_ON_AFTER_A_REFUSAL",
                "ENDLESS",
                "WRITTEN",
                "REMOVED",
                "OPENED",
                "EMITTED",
                "MOVED",
                "TWICE",
                "CHANGED_ARRAYS"
            })
    void whatNoRulesMayDoIsDiscarded(Misuse kind) {
        Header before = head();

        Receipt receipt = ledger.submit(ALICE, Call.of("put", row("02", "bb")), Call.misuse(kind, MUCH));

        assertThat(receipt.failure().orElseThrow().message())
                .isEqualTo(
                        "probe 1.0.0 failed in 'misuse' and what it did was discarded: tell its author; the node's log"
                                + " says more.");
        assertThat(receipt.failure().orElseThrow().code()).isEqualTo("MODULE_FAULT");
        assertThat(receipt.events()).isEmpty();
        assertThat(head().state()).isEqualTo(before.state());
        assertThat(ledger.ledger().nextSequence("alice", 0)).isEqualTo(3);
    }

    /** Whatever rules do after a refusal, it stands. */
    @ParameterizedTest
    @EnumSource(names = {"CAUGHT_REFUSAL", "WENT_ON_AFTER_A_REFUSAL"})
    void aRefusalCannotBeCaught(Misuse kind) {
        Header before = head();

        Receipt receipt = ledger.submit(ALICE, Call.of("put", row("02", "bb")), Call.misuse(kind, MUCH));

        assertThat(receipt.failure().orElseThrow().code()).isEqualTo("NOT_TODAY");
        assertThat(receipt.failure().orElseThrow().message()).isEqualTo("That is not done 3 times: try x.");
        assertThat(head().state()).isEqualTo(before.state());
    }

    @Test
    void whatDoesNotEndRunsOutOfGas() {
        Header before = head();

        Receipt receipt = ledger.submit(ALICE, Call.of("put", row("02", "bb")), Call.misuse(Misuse.ENDLESS, MUCH));

        assertThat(receipt.failure().orElseThrow().message())
                .isEqualTo(
                        "'misuse' of probe used up all of the gas, 10000000, and what it did was discarded: do less in one"
                                + " transaction.");
        assertThat(receipt.gas()).isEqualTo(10_000_000);
        assertThat(head().state()).isEqualTo(before.state());
    }

    @Test
    void arraysAreTheReceiversToChange() {
        Bytes key = Bytes.fromHex("0107");
        ledger.submit(ALICE, Call.of("put", row("07", "cc")));

        assertThat(ledger.submit(ALICE, Call.misuse(Misuse.CHANGED_ARRAYS)).failure())
                .isEmpty();

        assertThat(found("07")).isEqualTo(Bytes.fromHex("cc"));
        assertThat(found("01")).isEqualTo(Bytes.fromHex("aa"));
        assertThat(key).isEqualTo(Bytes.fromHex("0107"));
        assertThat(ledger.balance(ALICE, QUO)).hasToString("1000 QUO");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "WRITTEN",
                "REMOVED",
                "OPENED",
                "EMITTED",
                "MOVED",
                "EXCEPTION",
                "ERROR",
                "TOO_DEEP",
                "TOO_LARGE",
                "NULL",
                "UNKNOWN_TABLE",
                "CAUGHT_FAULT",
                "CALL_OF_THE_LEDGER",
                "QUERY_OF_THE_LEDGER",
                "CALL_BY_ANOTHERS_AUTHORITY"
            })
    void aQueryOnlyLooks(Misuse kind) {
        Header before = head();

        assertThatThrownBy(() -> query("misuse", Values.of("kind", kind.name())))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("MODULE_FAULT"));
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void aQueryThatDoesNotEndRunsOutOfGas() {
        assertThatThrownBy(() -> query("misuse", Values.of("kind", "ENDLESS")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("OUT_OF_GAS"));
    }

    @Test
    void aFaultInASimulationIsAsInABlock() {
        assertThat(ledger.ledger()
                        .simulate(ledger.draft(ALICE, Call.misuse(Misuse.EXCEPTION))
                                .sign()
                                .encode())
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("MODULE_FAULT");
    }

    private Bytes found(String key) {
        return query("row", Values.of("key", Bytes.fromHex(key))).bytes("value");
    }

    private Values query(String name, Values input) {
        return new LedgerClient(ledger.ledger()).query("probe", name, 1, input);
    }

    private Header head() {
        return ledger.ledger()
                .block(ledger.ledger().info().height())
                .orElseThrow()
                .header();
    }

    private static Values row(String key, String value) {
        return Values.of("key", Bytes.fromHex(key)).and("value", Bytes.fromHex(value));
    }
}
