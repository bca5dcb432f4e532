package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.Capacity;

/** What is submitted is looked at on several threads, is bounded for each sender, and has one answer however often it comes. */
@Timeout(60)
class AdmissionTest {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", Amount.parse("0.001", ETH));

    private final FaultyStore store = new FaultyStore();
    private final ManualClock clock = new ManualClock(START);
    private final TestLedger ledger = TestLedger.open(store, clock, new Capacity(2_000, 10_000_000), ALICE, BOB);

    @AfterEach
    void close() {
        store.disk().release();
        ledger.close();
    }

    /** However the threads that verify overtake each other. */
    @Test
    void aLaneSubmittedInOrderIsAdmittedInOrder() {
        List<CompletableFuture<Receipt>> answers = submit(ledger, signed(ledger, 900));

        assertThat(answers).extracting(CompletableFuture::join).allMatch(Receipt::applied);
        assertThat(ledger.ledger().nextSequence("alice", 0)).isEqualTo(900);
    }

    /** The disk stands still, so what is submitted waits, and nothing frees the room that it takes. */
    @Test
    void oneSenderCannotKeepAnotherOut() {
        FaultyStore narrow = new FaultyStore();
        try (TestLedger small = TestLedger.open(narrow, clock, new Capacity(200, 10_000_000), ALICE, BOB)) {
            narrow.disk().hold();
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            OverloadedException turnedAway = null;
            for (SignedTransaction each : signed(small, 300)) {
                CompletableFuture<Receipt> answer = small.ledger().submit(each.encode());
                small.awaitVerified();
                if (answer.isCompletedExceptionally()) {
                    turnedAway = catchThrowableOfType(OverloadedException.class, () -> TestLedger.await(answer));
                    break;
                }
                answers.add(answer);
            }
            CompletableFuture<Receipt> bobs = small.ledger()
                    .submit(small.draft(BOB, new Transfer("bob", "alice", Amount.parse("1", ETH)))
                            .sign()
                            .encode());
            narrow.disk().release();

            assertThat(turnedAway).isNotNull();
            assertThat(turnedAway.retryAfter()).isBetween(Duration.ofMillis(10), Duration.ofSeconds(5));
            assertThat(answers).extracting(CompletableFuture::join).allMatch(Receipt::applied);
            assertThat(bobs.join().applied()).isTrue();
        }
    }

    /** Five blocks may be on their way when he comes: made, executed, being settled, and two in the journal. His is the next. */
    @Test
    void whoComesWhenFiftyMegabytesOfAnotherWaitIsInTheNextBlock() {
        FaultyStore wide = new FaultyStore();
        try (TestLedger large = TestLedger.open(wide, clock, new Capacity(10_000, 100_000_000), ALICE, BOB)) {
            long before = large.ledger().info().height();
            wide.disk().hold();
            List<CompletableFuture<Receipt>> answers = submit(large, sixtyKilobytesEach(large, 800));
            large.awaitVerified();

            CompletableFuture<Receipt> bobs = large.ledger()
                    .submit(large.draft(BOB, new Transfer("bob", "alice", Amount.parse("1", ETH)))
                            .sign()
                            .encode());
            large.awaitVerified();
            wide.disk().release();

            assertThat(answers).extracting(CompletableFuture::join).noneMatch(Receipt::applied);
            assertThat(large.ledger().info().height()).isGreaterThan(before + 10);
            assertThat(bobs.join().height()).isLessThanOrEqualTo(before + 6);
        }
    }

    @Test
    void aForgedSignatureOfATransactionThatWaitsIsRefusedAndHarmsNobody() {
        SignedTransaction valid = ledger.draft(ALICE, PAYMENT).sign();
        SignedTransaction forged = forged(valid);
        store.disk().hold();
        CompletableFuture<Receipt> before = ledger.ledger().submit(forged.encode());
        CompletableFuture<Receipt> answer = ledger.ledger().submit(valid.encode());
        CompletableFuture<Receipt> after = ledger.ledger().submit(forged.encode());
        ledger.awaitVerified();
        CompletableFuture<Receipt> late = ledger.ledger().submit(forged.encode());
        store.disk().release();

        assertThat(answer.join().applied()).isTrue();
        assertThat(List.of(before, after, late))
                .extracting(AdmissionTest::refusal)
                .containsOnly("BAD_SIGNATURE");
        assertThat(refusal(ledger.ledger().submit(forged.encode())))
                .as("nor does it get the receipt of what is ordered")
                .isEqualTo("BAD_SIGNATURE");
        assertThat(ledger.ledger().submit(valid.encode()).join()).isEqualTo(answer.join());
    }

    @Test
    void aForgeryThatWasRefusedIsNotCountedForTheNextNumber() {
        SignedTransaction forged = forged(ledger.draft(ALICE, PAYMENT).sign());

        assertThat(refusal(ledger.ledger().submit(forged.encode()))).isEqualTo("BAD_SIGNATURE");
        assertThat(ledger.ledger().nextSequence("alice", 0)).isZero();
    }

    @Test
    void whatIsRefusedTakesNoRoom() {
        try (TestLedger small = TestLedger.open(new FaultyStore(), clock, new Capacity(20, 10_000_000), ALICE, BOB)) {
            SignedTransaction forged = forged(small.draft(ALICE, PAYMENT).sign());
            for (int i = 0; i < 50; i++) {
                assertThat(refusal(small.ledger().submit(forged.encode()))).isEqualTo("BAD_SIGNATURE");
            }

            assertThat(small.submit(ALICE, PAYMENT).applied()).isTrue();
        }
    }

    @Test
    void aForgerCannotMakeASignerLoseHisPlace() {
        for (long sequence = 0; sequence < 200; sequence++) {
            SignedTransaction valid =
                    ledger.draft(ALICE, PAYMENT).nonce(0, sequence).sign();
            SignedTransaction other = ledger.draft(ALICE, new Transfer("alice", "bob", Amount.parse("500", ETH)))
                    .nonce(0, sequence)
                    .sign();
            CompletableFuture<Receipt> forgery =
                    ledger.ledger().submit(forged(other).encode());
            CompletableFuture<Receipt> answer = ledger.ledger().submit(valid.encode());

            assertThat(answer.join().applied()).isTrue();
            assertThat(refusal(forgery)).isEqualTo("BAD_SIGNATURE");
        }
    }

    @Test
    void theSameBytesGetTheSameReceiptAfterARestartAndAfterTheyExpired() {
        SignedTransaction transaction = ledger.draft(ALICE, PAYMENT).sign();
        Receipt receipt = ledger.submit(transaction);
        ledger.close();
        clock.move(Duration.ofHours(2));

        try (TestLedger again = TestLedger.open(store, clock, ALICE, BOB)) {
            assertThat(again.submit(transaction)).isEqualTo(receipt);
            assertThat(refusal(again.ledger().submit(forged(transaction).encode())))
                    .isEqualTo("EXPIRED");
        }
    }

    @Test
    void whatIsSubmittedBeforeClosingIsAnsweredWhereverItIs() {
        List<CompletableFuture<Receipt>> answers = submit(ledger, signed(ledger, 800));
        ledger.close();

        assertThat(answers)
                .allMatch(CompletableFuture::isDone)
                .extracting(CompletableFuture::join)
                .allMatch(Receipt::applied);
    }

    private static List<SignedTransaction> signed(TestLedger on, int count) {
        Draft draft = on.draft(ALICE, PAYMENT);
        return LongStream.range(0, count)
                .mapToObj(sequence -> draft.nonce(0, sequence).sign())
                .toList();
    }

    /** They ask for a capability that there is not, so executing them costs nothing. */
    private static List<SignedTransaction> sixtyKilobytesEach(TestLedger on, int count) {
        Operation large = new Operation("nothing", "of-it", 1, Bytes.of(new byte[60_000]), List.of());
        Draft draft = on.draft(ALICE, PAYMENT).doing(large);
        return LongStream.range(0, count)
                .mapToObj(sequence -> draft.nonce(0, sequence).sign())
                .toList();
    }

    private static List<CompletableFuture<Receipt>> submit(TestLedger to, List<SignedTransaction> transactions) {
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        transactions.forEach(each -> answers.add(to.ledger().submit(each.encode())));
        return answers;
    }

    private static SignedTransaction forged(SignedTransaction valid) {
        byte[] signature = valid.signature().toArray();
        signature[0] ^= 1;
        return new SignedTransaction(valid.transaction(), Bytes.of(signature));
    }

    private static String refusal(CompletableFuture<Receipt> answer) {
        return catchThrowableOfType(RefusedException.class, () -> TestLedger.await(answer))
                .failure()
                .code();
    }
}
