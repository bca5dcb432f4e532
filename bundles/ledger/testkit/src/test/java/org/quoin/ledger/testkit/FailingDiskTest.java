package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.JournalFailedException;

/** What was acknowledged stays; of what was under way nobody knows, and submitting it again is harmless. */
@Timeout(60)
class FailingDiskTest {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", Amount.parse("1", ETH));

    private final FaultyStore store = new FaultyStore();
    private final ManualClock clock = new ManualClock(START);

    @Test
    void whatWasUnderWayIsUnknownAndNothingMoreIsTaken() {
        try (TestLedger ledger = open()) {
            Receipt acknowledged = ledger.submit(ALICE, PAYMENT);
            SignedTransaction underWay = ledger.draft(ALICE, PAYMENT).sign();
            SignedTransaction next = ledger.draft(ALICE, PAYMENT).nonce(0, 2).sign();
            store.disk().hold();
            CompletableFuture<Receipt> answer = ledger.ledger().submit(underWay.encode());
            store.disk().awaitHeld();
            CompletableFuture<Receipt> queued = ledger.ledger().submit(next.encode());
            ledger.awaitVerified();
            store.disk().fail("no space left");

            assertThat(unknown(answer).transaction())
                    .isEqualTo(underWay.transaction().id());
            assertThat(unknown(queued).transaction())
                    .isEqualTo(next.transaction().id());
            assertThat(unknown(ledger.ledger().submit(underWay.encode())))
                    .as("it may be ordered, so it cannot be refused")
                    .hasMessage("what became of transaction "
                            + underWay.transaction().id()
                            + " is not known, because its disk failed (no space left): ask for it by its id"
                            + " after a restart");
            assertThatThrownBy(() -> ledger.submit(ledger.draft(BOB, PAYMENT).sign()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("The ledger takes no transactions because its disk failed (no space left): restart the"
                            + " node.");
            assertThat(ledger.submit(acknowledgedTransaction(ledger))).isEqualTo(acknowledged);
            assertThat(ledger.ledger().info().height()).isEqualTo(1);
            assertThat(ledger.balance(BOB, ETH)).hasToString("1001 ETH");
            assertThatThrownBy(() -> ledger.node().development().orElseThrow().mine(1))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("its disk failed (no space left)");
        }
    }

    /** The first transaction as it was submitted. */
    private static SignedTransaction acknowledgedTransaction(TestLedger ledger) {
        return ledger.draft(ALICE, PAYMENT).nonce(0, 0).sign();
    }

    @Test
    void whoMinesOnAFailingDiskIsToldAndDoesNotWaitForEver() throws Exception {
        try (TestLedger ledger = open()) {
            store.disk().hold();
            CompletableFuture<Void> mined = CompletableFuture.runAsync(
                    () -> ledger.node().development().orElseThrow().mine(10));
            store.disk().awaitHeld();
            store.disk().fail("no space left");

            assertThatThrownBy(mined::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("its disk failed (no space left)");
        }
    }

    /** The disk fails after none, one, two, … forces, and keeps what was written or loses what was not forced. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void nothingAcknowledgedIsLostAndNothingIsAppliedTwice(int forces) throws IOException {
        for (boolean power : new boolean[] {true, false}) {
            FaultyStore each = new FaultyStore();
            List<SignedTransaction> submitted = new ArrayList<>();
            List<Receipt> acknowledged = untilTheDiskFails(each, forces, submitted);
            if (power) {
                each.disk().mend();
            } else {
                each.disk().losePower();
            }

            try (TestLedger again = TestLedger.open(each, clock, ALICE, BOB)) {
                for (Receipt receipt : acknowledged) {
                    assertThat(again.ledger().receipt(receipt.transaction())).contains(receipt);
                }
                for (SignedTransaction transaction : submitted) {
                    assertThat(again.submit(transaction).applied()).isTrue();
                }
                assertThat(again.balance(BOB, ETH)).hasToString((1000 + submitted.size()) + " ETH");
                assertThat(again.ledger()
                                .verify(0, again.ledger().info().height())
                                .reason())
                        .isEmpty();
            }
        }
    }

    /** The sabotage: on a disk that says it has forced and has not, the same look finds that what was acknowledged is lost. */
    @Test
    void onADiskThatLiesWhatWasAcknowledgedIsLost() throws IOException {
        Receipt acknowledged;
        try (TestLedger ledger = open()) {
            store.disk().lie();
            acknowledged = ledger.submit(ALICE, PAYMENT);
            assertThat(acknowledged.applied()).isTrue();
        }
        store.disk().losePower();

        assertThatThrownBy(this::open)
                .as("the store has what the journal lost")
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("block 1 was stored and is not here: the file was exchanged or cut");
        store.discardState();
        try (TestLedger again = open()) {
            assertThat(again.ledger().receipt(acknowledged.transaction())).isEmpty();
        }
    }

    private List<Receipt> untilTheDiskFails(FaultyStore on, int forces, List<SignedTransaction> submitted) {
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        try (TestLedger ledger = TestLedger.open(on, clock, ALICE, BOB)) {
            on.disk().failAfter(forces, "no space left");
            for (int lane = 0; lane < 12; lane++) {
                SignedTransaction transaction =
                        ledger.draft(ALICE, PAYMENT).nonce(lane, 0).sign();
                submitted.add(transaction);
                answers.add(ledger.ledger().submit(transaction.encode()));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .handle((done, failure) -> failure)
                    .join();
        } catch (JournalFailedException e) {
            assertThat(e)
                    .as("the disk failed only while the ledger was closing")
                    .hasMessageContaining("no space left");
        }
        return answers.stream()
                .filter(answer -> !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    private TestLedger open() {
        return TestLedger.open(store, clock, ALICE, BOB);
    }

    private static OutcomeUnknownException unknown(CompletableFuture<Receipt> answer) {
        return catchThrowableOfType(OutcomeUnknownException.class, () -> TestLedger.await(answer));
    }
}
