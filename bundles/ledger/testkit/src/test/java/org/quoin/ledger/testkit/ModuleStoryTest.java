package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Misuse;

/** Rules become active by a transaction, run from the ledger, and go and come back with what they hold. */
@Timeout(60)
class ModuleStoryTest {
    private static final Bytes ONE = Jars.probe("1.0.0");
    private static final Bytes TWO = Jars.probe("1.1.0");
    private static final Hash ONE_HASH = Hash.sha256(ONE.toArray());
    private static final ModuleId PROBE_ONE = new ModuleId("probe", "1.0.0", ONE_HASH);
    private static final ModuleId PROBE_TWO = new ModuleId("probe", "1.1.0", Hash.sha256(TWO.toArray()));
    private static final Description DESCRIPTION = LoadedModule.describe(ONE).description();

    private final FaultyStore store = new FaultyStore();
    private TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);

    @AfterEach
    void everyBlockCanBeExecutedAgain() {
        store.disk().release();
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
    }

    // ---- activation

    @Test
    void anActivationHoldsFromTheNextBlockOn() {
        Receipt receipt = ledger.activate(ONE);

        assertThat(receipt.applied()).isTrue();
        assertThat(receipt.height()).isEqualTo(1);
        assertThat(receipt.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("ledger.module-activated");
            assertThat(event.data())
                    .isEqualTo(
                            Values.of("name", "probe").and("version", "1.0.0").and("sha256", ONE_HASH));
        });
        assertThat(header(1).modules()).isEmpty();
        assertThat(ledger.ledger().info().modules()).containsExactly(PROBE_ONE);
        assertThat(ledger.ledger().description("probe")).contains(DESCRIPTION);
        assertThat(ledger.ledger().description("probe", 1)).isEmpty();
        ledger.advance(Duration.ofSeconds(1));
        assertThat(header(2).modules()).containsExactly(PROBE_ONE);
        assertThat(ledger.ledger().description("probe", 2)).contains(DESCRIPTION);
    }

    @Test
    void inTheBlockOfTheActivationTheRulesAreNotActive() {
        SignedTransaction activation =
                ledger.draft(ALICE, ActivateModule.of(ONE)).sign();
        SignedTransaction use =
                ledger.draft(BOB).doing(DESCRIPTION.encode(put("01", "aa"))).sign();
        SignedTransaction later = ledger.draft(BOB)
                .doing(DESCRIPTION.encode(put("01", "aa")))
                .nonce(1, 0)
                .sign();
        store.disk().hold();
        CompletableFuture<Receipt> first = ledger.ledger().submit(pay(BOB, 2).encode());
        store.disk().awaitHeld();
        ledger.node(); // two blocks are in flight at most: what follows gathers in the third
        CompletableFuture<Receipt> second = ledger.ledger().submit(pay(BOB, 3).encode());
        CompletableFuture<Receipt> activated = ledger.ledger().submit(activation.encode());
        CompletableFuture<Receipt> used = ledger.ledger().submit(use.encode());
        store.disk().release();

        assertThat(first.join().applied()).isTrue();
        assertThat(second.join().applied()).isTrue();
        assertThat(activated.join().applied()).isTrue();
        if (used.join().height() == activated.join().height()) {
            assertThat(code(used.join())).isEqualTo("MODULE_NOT_ACTIVE");
        }
        assertThat(ledger.submit(later).applied()).isTrue();
    }

    /** Both in one transaction, so certainly in one block. */
    @Test
    void inTheTransactionOfTheActivationTheRulesAreNotActive() {
        ledger.activate(ONE);
        ledger.submit(ALICE, new DeactivateModule("probe"));

        Receipt receipt = ledger.submit(ledger.draft(ALICE, new ActivateModule(ONE_HASH, Optional.empty()))
                .doing(
                        coreOperation(new ActivateModule(ONE_HASH, Optional.empty())),
                        DESCRIPTION.encode(put("01", "aa")))
                .sign());

        assertThat(code(receipt)).isEqualTo("MODULE_NOT_ACTIVE");
        assertThat(ledger.ledger().info().modules()).isEmpty();
    }

    @Test
    void inTheTransactionOfTheDeactivationTheRulesStillRun() {
        ledger.activate(ONE);

        Receipt receipt = ledger.submit(ALICE, new DeactivateModule("probe"), put("01", "aa"));

        assertThat(receipt.applied()).isTrue();
        assertThat(ledger.ledger().info().modules()).isEmpty();
    }

    @Test
    void onlyAnOperatorChangesWhatIsActive() {
        assertThat(code(ledger.submit(BOB, ActivateModule.of(ONE)))).isEqualTo("NOT_AN_OPERATOR");
        ledger.activate(ONE);
        assertThat(code(ledger.submit(BOB, new DeactivateModule("probe")))).isEqualTo("NOT_AN_OPERATOR");
        assertThat(ledger.ledger().info().modules()).containsExactly(PROBE_ONE);
    }

    @Test
    void whatIsActiveIsNotActivatedAgain() {
        ledger.activate(ONE);

        assertThat(message(ledger.activate(ONE))).isEqualTo("probe 1.0.0 is active already: module:list shows it.");
        assertThat(code(ledger.submit(ALICE, new ActivateModule(ONE_HASH, Optional.empty()))))
                .isEqualTo("ALREADY_ACTIVE");
        assertThat(ledger.ledger().moduleHistory(null, 10).items()).hasSize(1);
    }

    @Test
    void rulesOfAnotherHashThanIsSaidAreNotActivated() {
        assertThat(message(ledger.submit(ALICE, new ActivateModule(PROBE_TWO.sha256(), Optional.of(ONE)))))
                .isEqualTo("The rules cannot be activated: their hash is another than " + PROBE_TWO.sha256()
                        + ". Build the rules jar again.");
        assertThat(code(ledger.submit(ALICE, new ActivateModule(ONE_HASH, Optional.empty()))))
                .isEqualTo("UNKNOWN_RULES");
        assertThat(code(ledger.submit(ALICE, new DeactivateModule("probe")))).isEqualTo("MODULE_NOT_ACTIVE");
    }

    @Test
    void anotherVersionTakesOverInTheNextBlockWithAllThatThereIs() {
        ledger.activate(ONE);
        ledger.submit(ALICE, put("01", "aa"), Call.of("look", Values.none()));

        ledger.activate(TWO);
        Receipt receipt = ledger.submit(ALICE, Call.of("look", Values.none()));

        assertThat(receipt.events())
                .singleElement()
                .satisfies(event -> assertThat(event.data().text("version")).isEqualTo("1.1.0"));
        assertThat(found("01")).contains(Bytes.fromHex("aa"));
        assertThat(header(3).modules()).containsExactly(PROBE_ONE);
        assertThat(header(4).modules()).containsExactly(PROBE_TWO);
    }

    // ---- what goes and comes back

    @Test
    void whatACapabilityHoldsStaysAndComesBackWithIt() {
        ledger.activate(ONE);
        ledger.submit(ALICE, put("01", "aa"), Call.open("deal", "alice"), Call.lock("deal", quo("7"), quo("7")));
        ledger.submit(ALICE, new DeactivateModule("probe"));

        assertThat(message(ledger.submit(ledger.draft(ALICE)
                        .doing(DESCRIPTION.encode(Call.release("deal", "bob", quo("7"))))
                        .sign())))
                .isEqualTo("No version of probe is active: deploy it, then submit again.");
        assertThat(balances("alice")).isEqualTo("993 QUO + 7 QUO, 1000 ETH + 0 ETH");
        assertThat(balances("probe:deal")).isEqualTo("7 QUO + 0 QUO");
        assertThatThrownBy(() -> found("01"))
                .hasMessage("No version of probe is active: deploy it, then submit again.");

        assertThat(ledger.submit(ALICE, new ActivateModule(ONE_HASH, Optional.empty()))
                        .applied())
                .isTrue();
        assertThat(found("01")).contains(Bytes.fromHex("aa"));
        assertThat(ledger.submit(BOB, Call.release("deal", "bob", quo("7")), Call.close("deal"))
                        .applied())
                .isTrue();
        assertThat(balances("alice")).isEqualTo("993 QUO + 0 QUO, 1000 ETH + 0 ETH");
        assertThat(balances("bob")).isEqualTo("1007 QUO + 0 QUO, 1000 ETH + 0 ETH");
        assertThat(balances("probe:deal")).isEmpty();
    }

    @Test
    void aVersionIsAvailableActiveDrainingAndRetired() {
        ledger.node().available(Set.of(PROBE_TWO));
        assertThat(ledger.ledger().modules()).containsExactly(new Module(PROBE_TWO, Module.State.AVAILABLE, 0));
        ledger.activate(ONE);
        ledger.submit(ALICE, Call.open("a", "alice"), Call.open("b", "bob"));
        assertThat(ledger.ledger().modules())
                .containsExactly(
                        new Module(PROBE_ONE, Module.State.ACTIVE, 2),
                        new Module(PROBE_TWO, Module.State.AVAILABLE, 0));

        ledger.activate(TWO);
        ledger.submit(ALICE, Call.open("c", "alice"), Call.close("a"));
        assertThat(ledger.ledger().modules())
                .containsExactly(
                        new Module(PROBE_ONE, Module.State.DRAINING, 1), new Module(PROBE_TWO, Module.State.ACTIVE, 1));

        ledger.submit(ALICE, Call.close("b"));
        ledger.submit(ALICE, new DeactivateModule("probe"));
        assertThat(ledger.ledger().modules())
                .containsExactly(
                        new Module(PROBE_ONE, Module.State.RETIRED, 0),
                        new Module(PROBE_TWO, Module.State.DRAINING, 1));
    }

    @Test
    void theHistoryTellsEveryChangeInItsOrder() {
        Hash one = ledger.activate(ONE).transaction();
        Hash two = ledger.activate(TWO).transaction();
        Hash off = ledger.submit(ALICE, new DeactivateModule("probe")).transaction();
        Hash again = ledger.submit(ALICE, new ActivateModule(ONE_HASH, Optional.empty()))
                .transaction();

        Page<ModuleChange> first = ledger.ledger().moduleHistory(null, 3);
        Page<ModuleChange> last = ledger.ledger().moduleHistory(first.next(), 3);

        assertThat(first.items())
                .containsExactly(
                        new ModuleChange(1, one, PROBE_ONE, true),
                        new ModuleChange(2, two, PROBE_TWO, true),
                        new ModuleChange(3, off, PROBE_TWO, false));
        assertThat(last.items()).containsExactly(new ModuleChange(4, again, PROBE_ONE, true));
        assertThat(last.next()).isNull();
    }

    // ---- funds

    @Test
    void rulesTakeUpToTheLimitAndNotAUnitMore() {
        ledger.activate(ONE);

        assertThat(ledger.submit(ALICE, Call.pay("bob", quo("5"), quo("5"))).applied())
                .isTrue();
        assertThat(message(ledger.submit(ALICE, Call.pay("bob", quo("5.000000000000000001"), quo("5")))))
                .isEqualTo("probe needs 5.000000000000000001 QUO of alice and the operation allows 5 QUO: sign it again"
                        + " with a higher limit.");
        assertThat(code(ledger.submit(ALICE, Call.pay("bob", quo("1"))))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(code(ledger.submit(ALICE, Call.pay("bob", quo("1"), Amount.parse("5", ETH)))))
                .isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(balances("alice")).isEqualTo("995 QUO + 0 QUO, 1000 ETH + 0 ETH");
    }

    @Test
    void aLimitIsOfOneOperationAndCountsAllThatItTakes() {
        ledger.activate(ONE);

        assertThat(ledger.submit(
                                ALICE,
                                Call.pay("bob", quo("5"), quo("5")),
                                Call.pay("bob", quo("5"), quo("5")),
                                new Transfer("alice", "bob", quo("5")))
                        .applied())
                .isTrue();
        assertThat(code(ledger.submit(ALICE, Call.pay("bob", quo("4"), quo("9")), Call.pay("bob", quo("5"), quo("4")))))
                .isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(balances("alice")).isEqualTo("985 QUO + 0 QUO, 1000 ETH + 0 ETH");
    }

    @Test
    void whatAnOperationTakesInPartsCountsTogether() {
        Amount unit = new Amount(BigInteger.ONE, QUO);
        ledger.activate(ONE);

        assertThat(code(ledger.submit(ALICE, Call.misuse(Misuse.TWICE, unit)))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(ledger.submit(ALICE, Call.misuse(Misuse.TWICE, unit.plus(unit)))
                        .applied())
                .isTrue();
    }

    @Test
    void rulesAreRefusedWhatTheLedgersOwnTransferIs() {
        ledger.activate(ONE);
        Amount most = new Amount(Amount.MAX_UNITS, QUO);

        assertThat(message(ledger.submit(ALICE, Call.pay("bob", quo("1000.5"), most))))
                .isEqualTo("alice has 1000 QUO and 1000.5 QUO are needed: lower the amount or send alice more.");
        assertThat(code(ledger.submit(ALICE, Call.pay("carol", quo("1"), most))))
                .isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(code(ledger.submit(ALICE, Call.pay("bob", quo("0"), most)))).isEqualTo("ZERO_AMOUNT");
        assertThat(code(ledger.submit(ALICE, Call.pay("bob", Amount.parse("1", new Asset("DOGE", 2))))))
                .isEqualTo("UNKNOWN_ASSET");
        assertThat(code(ledger.submit(ALICE, Call.open("deal", "carol")))).isEqualTo("UNKNOWN_ACCOUNT");
    }

    @Test
    void whatAnAgreementHoldsIsLockedOfItsOwnersUntilItIsReleased() {
        ledger.activate(ONE);
        ledger.submit(BOB, Call.open("deal", "alice"), Call.open("other", "alice"));

        ledger.submit(BOB, Call.lock("deal", quo("30"), quo("30")), Call.lock("other", quo("12"), quo("12")));
        assertThat(balances("alice")).isEqualTo("1000 QUO + 42 QUO, 1000 ETH + 0 ETH");
        assertThat(balances("bob")).isEqualTo("958 QUO + 0 QUO, 1000 ETH + 0 ETH");
        assertThat(held("deal")).isEqualTo(quo("30").units());

        ledger.submit(ALICE, Call.release("deal", "alice", quo("10")));
        assertThat(balances("alice")).isEqualTo("1010 QUO + 32 QUO, 1000 ETH + 0 ETH");
        ledger.submit(ALICE, Call.release("deal", "bob", quo("20")), Call.close("deal"));
        assertThat(balances("alice")).isEqualTo("1010 QUO + 12 QUO, 1000 ETH + 0 ETH");
        assertThat(balances("probe:other")).isEqualTo("12 QUO + 0 QUO");
        assertThat(ledger.ledger().asset("QUO").orElseThrow().supply()).isEqualTo(quo("2000"));
    }

    /** An account whose whole balance is locked, or that never had any, still shows what is his. */
    @Test
    void whoHasNothingButWhatIsLockedIsShownIt() {
        ledger.activate(ONE);
        ledger.submit(
                ALICE,
                new CreateAccount("carol", Person.named("carol").signer().publicKey()),
                Call.open("deal", "carol"),
                Call.lock("deal", quo("1"), quo("1")));

        assertThat(balances("carol")).isEqualTo("0 QUO + 1 QUO");
    }

    @Test
    void anAgreementOfNobodyLocksNobodysFunds() {
        ledger.activate(ONE);

        ledger.submit(ALICE, Call.of("open", Values.of("agreement", "pool")), Call.lock("pool", quo("5"), quo("5")));

        assertThat(balances("alice")).isEqualTo("995 QUO + 0 QUO, 1000 ETH + 0 ETH");
        assertThat(balances("probe:pool")).isEqualTo("5 QUO + 0 QUO");
    }

    // ---- what rules say

    @Test
    void aRefusalOfTheRulesDiscardsAndIsTold() {
        ledger.activate(ONE);
        Header before = header(1);

        Receipt receipt = ledger.submit(
                ALICE,
                put("01", "aa"),
                Call.of("refuse", Values.of("number", 3L).and("note", "tomorrow")));

        assertThat(receipt.failure().orElseThrow())
                .isEqualTo(new Failure(
                        "NOT_TODAY",
                        "That is not done 3 times: try tomorrow.",
                        Values.of("number", 3L).and("note", "tomorrow")));
        assertThat(header(2).state()).isNotEqualTo(before.parent());
        assertThat(found("01")).isEmpty();
    }

    /** It is the receipt of its block for ever, whatever is active later. */
    @Test
    void oldReceiptsAndEventsAreReadByTheRulesOfTheirTime() {
        ledger.activate(ONE);
        Receipt seen = ledger.submit(ALICE, Call.of("look", Values.none()));
        Receipt refused =
                ledger.submit(ALICE, Call.of("refuse", Values.of("number", 3L).and("note", "x")));
        ledger.submit(ALICE, new DeactivateModule("probe"));

        reopen();

        assertThat(ledger.ledger().receipt(seen.transaction())).contains(seen);
        assertThat(ledger.ledger().receipt(refused.transaction())).contains(refused);
        assertThat(ledger.ledger().events(1, 1).items()).isEqualTo(seen.events());
    }

    @Test
    void rulesAreToldWhereAndForWhomTheyRun() {
        ledger.activate(ONE);
        ledger.advance(Duration.ofMillis(12));

        List<Event> events = ledger.submit(BOB, Call.of("look", Values.none()), Call.of("look", Values.none()))
                .events();

        Values data = events.get(0).data();
        assertThat(data.text("owner")).isEqualTo("bob");
        assertThat(data.number("number")).isEqualTo(START.toEpochMilli() + 12 + 3);
        assertThat(data.text("version")).isEqualTo("1.0.0");
        assertThat(data.hash("id"))
                .isNotEqualTo(events.get(1).data().hash("id"))
                .isNotEqualTo(ledger.submit(BOB, Call.of("look", Values.none()))
                        .events()
                        .get(0)
                        .data()
                        .hash("id"));
    }

    @Test
    void operationsThatTheRulesDoNotDescribeNeverReachThem() {
        ledger.activate(ONE);

        assertThat(message(submit(new Operation("probe", "mint", 1, Bytes.of()))))
                .isEqualTo("probe does not accept the operation 'mint' with schema 1: use one that it describes.");
        assertThat(code(submit(new Operation("probe", "put", 2, Bytes.of())))).isEqualTo("UNKNOWN_OPERATION");
        assertThat(message(submit(new Operation("probe", "put", 1, Bytes.of((byte) 9)))))
                .isEqualTo("The operation 'put' cannot be read: 'key': 9 bytes are missing. Encode it again by its"
                        + " description.");
        assertThat(message(submit(new Operation(
                        "probe", "look", 1, Bytes.of((byte) 9), List.of(new SpendingLimit("QUO", BigInteger.ONE))))))
                .isEqualTo("The operation 'look' cannot be read: after the last field: 1 surplus bytes. Encode it again"
                        + " by its description.");
    }

    @Test
    void aSimulationSaysWhatWouldBeAndChangesNothing() {
        ledger.activate(ONE);
        SignedTransaction lock = ledger.draft(ALICE, Call.open("deal", "alice"), Call.lock("deal", quo("7"), quo("7")))
                .sign();
        Header before = header(1);

        Receipt simulated = ledger.ledger().simulate(lock.encode());

        assertThat(ledger.ledger().info().stateRoot()).isEqualTo(before.state());
        assertThat(balances("alice")).isEqualTo("1000 QUO + 0 QUO, 1000 ETH + 0 ETH");
        assertThat(ledger.submit(lock)).isEqualTo(simulated);
    }

    // ---- queries

    @Test
    void aListIsAskedForAPageAtATime() {
        ledger.activate(ONE);
        for (long place : List.of(3L, 1L, 256L, 2L, Long.MAX_VALUE)) {
            ledger.submit(ALICE, Call.of("enqueue", Values.of("number", place).and("note", "n" + place)));
        }

        Page<Values> first = page(0, null, 2);
        Page<Values> second = page(0, first.next(), 2);
        Page<Values> last = page(0, second.next(), 2);

        assertThat(first.items()).extracting(each -> each.number("number")).containsExactly(1L, 2L);
        assertThat(second.items()).extracting(each -> each.number("number")).containsExactly(3L, 256L);
        assertThat(last.items()).extracting(each -> each.number("number")).containsExactly(Long.MAX_VALUE);
        assertThat(last.next()).isNull();
        assertThat(page(4, null, 1_000).items()).hasSize(2);
        assertThat(page(4, null, 1_000).next()).isNull();
    }

    @Test
    void aQuestionThatCannotBeAnsweredIsRefused() {
        assertThat(refusal("row", Bytes.of()))
                .isEqualTo("No version of probe is active: deploy it, then submit again.");
        ledger.activate(ONE);

        assertThat(refusal("rows", Bytes.of()))
                .isEqualTo("probe does not answer the query 'rows' with schema 1: use one that it describes.");
        assertThat(refusal("row", Bytes.of((byte) 3)))
                .isEqualTo("The query 'row' cannot be read: 'key': 3 bytes are missing. Encode it again by its"
                        + " description.");
        assertThat(refusal("queue", Bytes.fromHex("0000000000000000" + "00" + "0000")))
                .isEqualTo("The query 'queue' cannot be read: after the last field: a page has 1 to 1000 items, not 0."
                        + " Encode it again by its description.");
        assertThat(refusal("refuse", Bytes.fromHex("0000000000000009" + "0178")))
                .isEqualTo("That is not done 9 times: try x.");
        assertThatThrownBy(() -> page(0, "0102", 1))
                .hasMessage("The cursor is not where a page ended: use the 'next' of the last page, or none to begin.");
        assertThatThrownBy(() -> ledger.ledger().query("ledger", "row", 1, Bytes.of()))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void queriesSeeTheNewestBlockAndWhatIsActiveNow() {
        ledger.activate(ONE);
        ledger.submit(ALICE, put("01", "aa"));
        assertThat(found("01")).contains(Bytes.fromHex("aa"));
        ledger.submit(ALICE, put("01", "bb"));
        assertThat(found("01")).contains(Bytes.fromHex("bb"));
        ledger.submit(ALICE, Call.of("remove", Values.of("key", Bytes.fromHex("01"))));
        assertThat(found("01")).isEmpty();
    }

    // ---- restart, and what is kept

    @Test
    void afterARestartTheSameRulesRunFromTheArchive() {
        ledger.activate(ONE);
        ledger.submit(ALICE, put("01", "aa"));

        reopen();

        assertThat(ledger.ledger().info().modules()).containsExactly(PROBE_ONE);
        assertThat(found("01")).contains(Bytes.fromHex("aa"));
        assertThat(ledger.submit(ALICE, put("02", "bb")).applied()).isTrue();
    }

    @Test
    void rulesThatTheArchiveHasLostComeBackFromTheJournal() throws IOException {
        ledger.activate(ONE);
        ledger.activate(TWO);
        ledger.submit(ALICE, put("01", "aa"));
        ledger.close();
        store.modules().lose();

        ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);

        assertThat(found("01")).contains(Bytes.fromHex("aa"));
        assertThat(store.modules().find(PROBE_TWO.sha256())).contains(TWO);
        store.modules().lose();
        assertThat(ledger.ledger().verify(0, 3).ok()).isTrue();
        store.modules().lose();
        assertThat(ledger.submit(ALICE, new ActivateModule(ONE_HASH, Optional.empty()))
                        .applied())
                .isTrue();
        assertThat(ledger.submit(ALICE, put("02", "bb")).applied()).isTrue();
    }

    @Test
    void aDeactivatedModuleIsVerifiedWithoutTheArchive() {
        ledger.activate(ONE);
        ledger.submit(ALICE, put("01", "aa"));
        ledger.submit(ALICE, new DeactivateModule("probe"));
        ledger.submit(ALICE, new ActivateModule(ONE_HASH, Optional.empty()));
        ledger.submit(ALICE, new DeactivateModule("probe"));
        store.modules().lose();

        assertThat(ledger.ledger().verify(0, 5).ok()).isTrue();
    }

    @Test
    void aFileOfTheArchiveThatIsDamagedOrMissingIsRestored(@TempDir Path directory) throws IOException {
        Path modules = directory.resolve("modules");
        Path jar = modules.resolve(ONE_HASH + ".jar");
        DirectoryStore files = new DirectoryStore(directory.resolve("ledger"), modules);
        try (TestLedger kept = TestLedger.open(files, new ManualClock(START), ALICE, BOB)) {
            kept.activate(ONE);
            kept.submit(ALICE, put("01", "aa"));
        }
        try (TestLedger kept = TestLedger.open(files, new ManualClock(START), ALICE, BOB)) {
            assertThat(kept.ledger().info().modules()).containsExactly(PROBE_ONE);
        }
        assertThat(Files.readAllBytes(jar)).isEqualTo(ONE.toArray());
        for (byte[] damaged : List.of(flipped(ONE), new byte[0], new byte[] {1, 2, 3})) {
            Files.write(jar, damaged);
            try (TestLedger kept = TestLedger.open(files, new ManualClock(START), ALICE, BOB)) {
                assertThat(kept.submit(ALICE, put("01", "aa")).applied()).isTrue();
            }
            assertThat(Files.readAllBytes(jar)).isEqualTo(ONE.toArray());
        }
        Files.delete(jar);
        Files.delete(modules);
        try (TestLedger kept = TestLedger.open(files, new ManualClock(START), ALICE, BOB)) {
            assertThat(kept.submit(ALICE, put("01", "aa")).applied()).isTrue();
            assertThat(kept.ledger().verify(0, 5).ok()).isTrue();
        }
        try (Stream<Path> left = Files.list(modules)) {
            assertThat(left).containsExactly(jar);
        }
    }

    /** The block that the jar came with may be ordered and not yet durable: then neither archive nor journal has it. */
    @Test
    void rulesThatCameWithABlockInFlightCanBeActivatedByTheNextBlock() throws InterruptedException {
        Bytes old = Jars.of("small", "1.0.0", BadRules.Nothing.class);
        Bytes newer = Jars.of("small", "1.1.0", BadRules.Nothing.class);
        Hash oldHash = Hash.sha256(old.toArray());
        Draft both = ledger.draft(ALICE, ActivateModule.of(old), ActivateModule.of(newer));
        SignedTransaction back = both.nonce(0, 1)
                .doing(coreOperation(new ActivateModule(oldHash, Optional.empty())))
                .sign();
        store.disk().hold();
        CompletableFuture<Receipt> first = ledger.ledger().submit(both.sign().encode());
        store.disk().awaitHeld();
        CompletableFuture<Receipt> second = ledger.ledger().submit(back.encode());
        Thread.sleep(200); // the second block is executed while the first is being synced
        store.disk().release();

        assertThat(first.join().applied()).isTrue();
        assertThat(second.join().applied()).isTrue();
        assertThat(ledger.ledger().info().modules()).containsExactly(new ModuleId("small", "1.0.0", oldHash));
    }

    // ---- help

    private void reopen() {
        ledger.close();
        ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);
    }

    private static byte[] flipped(Bytes bytes) {
        byte[] flipped = bytes.toArray();
        flipped[flipped.length / 2] ^= 1;
        return flipped;
    }

    private SignedTransaction pay(Person payer, int lane) {
        return ledger.draft(payer, new Transfer(payer.name(), "alice", quo("0.5")))
                .nonce(lane, 0)
                .sign();
    }

    private Operation coreOperation(ActivateModule operation) {
        return ledger.ledger().description("ledger").orElseThrow().encode(operation);
    }

    private Receipt submit(Operation operation) {
        return ledger.submit(ledger.draft(ALICE).doing(operation).sign());
    }

    private Header header(long height) {
        return ledger.ledger().block(height).orElseThrow().header();
    }

    private Optional<Bytes> found(String key) {
        return client().query("probe", "row", 1, Values.of("key", Bytes.fromHex(key)))
                .find("value")
                .map(Bytes.class::cast);
    }

    private BigInteger held(String agreement) {
        return client().query(
                        "probe", "balance", 1, Values.of("agreement", agreement).and("asset", "QUO"))
                .units("amount");
    }

    private Page<Values> page(long from, @org.jspecify.annotations.Nullable String cursor, int limit) {
        return client().page("probe", "queue", 1, Values.of("number", from), cursor, limit);
    }

    private String refusal(String query, Bytes input) {
        try {
            ledger.ledger().query("probe", query, 1, input);
            return "answered";
        } catch (RefusedException e) {
            return e.failure().message();
        }
    }

    private LedgerClient client() {
        return new LedgerClient(ledger.ledger());
    }

    private String balances(String account) {
        return ledger.ledger().balances(account).stream()
                .map(balance -> balance.available() + " + " + balance.locked())
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static Call put(String key, String value) {
        return Call.of("put", Values.of("key", Bytes.fromHex(key)).and("value", Bytes.fromHex(value)));
    }

    private static Amount quo(String amount) {
        return Amount.parse(amount, QUO);
    }

    private static String code(Receipt receipt) {
        return receipt.failure().map(Failure::code).orElse("applied");
    }

    private static String message(Receipt receipt) {
        return receipt.failure().map(Failure::message).orElse("applied");
    }
}
