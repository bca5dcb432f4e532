package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.Capacity;

/** Blocks on demand: what is submitted waits until somebody asks for a block. */
@Timeout(60)
class AutomineTest {
    private static final Transfer PAY = new Transfer("alice", "bob", Amount.parse("1", ETH));

    private final TestLedger ledger = TestLedger.create();
    private final Development development = ledger.node().development().orElseThrow();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatWaitsIsTakenInByTheNextBlock() {
        development.automine(false);
        List<CompletableFuture<Receipt>> answers = submit(3, 0);

        assertThat(development.automine()).isFalse();
        assertThat(development.waiting()).isEqualTo(3);
        assertThat(ledger.ledger().info().height()).isZero();
        assertThat(answers).noneMatch(CompletableFuture::isDone);

        LedgerInfo info = development.mine(2);

        assertThat(info.height()).isEqualTo(2);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().height()).isEqualTo(1));
        assertThat(answers).extracting(answer -> answer.join().index()).containsExactly(0, 1, 2);
        assertThat(ledger.ledger().block(2).orElseThrow().transactions()).isEmpty();
        assertThat(development.waiting()).isZero();
    }

    @Test
    void whenItIsOnAgainNothingWaits() {
        development.automine(false);
        List<CompletableFuture<Receipt>> answers = submit(3, 0);

        development.automine(true);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().applied()).isTrue());
        assertThat(ledger.submit(ALICE, PAY).applied()).isTrue();
    }

    @Test
    void transactionsOfSeveralSendersAreInOneBlock() {
        development.automine(false);
        Person renewed = new Person("alice", Person.named("alice-new").signer());
        SignedTransaction rotation = ledger.draft(
                        ALICE, new RotateKeys("alice", List.of(renewed.signer().publicKey())))
                .sign();
        SignedTransaction fromBob = ledger.draft(BOB, new Transfer("bob", "alice", Amount.parse("1", ETH)))
                .sign();
        CompletableFuture<Receipt> first = submit(rotation);
        CompletableFuture<Receipt> other = submit(fromBob);
        assertThat(development.mine(1).height()).isEqualTo(1);
        assertThat(List.of(first.join().height(), other.join().height())).containsOnly(1L);
        assertThat(ledger.ledger().account("alice").orElseThrow().keys())
                .containsExactly(renewed.signer().publicKey());
    }

    /** Time travel makes a block, and so takes in what waits; what was valid until before it is turned away. */
    @Test
    void timeTravelTakesInWhatWaitsAndTurnsAwayWhatIsLate() {
        development.automine(false);
        CompletableFuture<Receipt> good = submit(1, 0).get(0);
        LedgerInfo info = development.advanceTo(TestLedger.START.plusMillis(1_500));
        assertThat(info.time()).isEqualTo(TestLedger.START.plusMillis(1_500));
        assertThat(good.join().height()).isEqualTo(1);

        CompletableFuture<Receipt> late = submit(1, 1).get(0);
        assertThat(development.advance(Duration.ofDays(2)).height()).isEqualTo(2);
        assertThat(refusal(late)).isEqualTo("EXPIRED");
    }

    @Test
    void whatWaitsWhenTheNodeClosesIsRefusedAndNotOrdered() {
        MemoryStore store = new MemoryStore();
        ManualClock clock = new ManualClock(TestLedger.START);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        try (TestLedger closing = TestLedger.open(store, clock, ALICE, BOB)) {
            closing.node().development().orElseThrow().automine(false);
            for (int i = 0; i < 3; i++) {
                answers.add(closing.ledger()
                        .submit(closing.draft(ALICE, PAY).nonce(0, i).sign().encode()));
            }
        }
        assertThat(answers).allSatisfy(answer -> assertThat(refusal(answer)).isEqualTo("LEDGER_STOPPED"));
        try (TestLedger again = TestLedger.open(store, clock, ALICE, BOB)) {
            assertThat(again.ledger().info().height()).isZero();
            assertThat(again.submit(ALICE, PAY).height())
                    .as("it starts with blocks by themselves")
                    .isEqualTo(1);
        }
    }

    @Test
    void thereIsRoomForSoManyAndNotForMore() {
        Capacity few = new Capacity(8, 1 << 20);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        TestLedger small = TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), few, ALICE, BOB);
        try (small) {
            small.node().development().orElseThrow().automine(false);
            for (int i = 0; i < 5; i++) {
                answers.add(small.ledger()
                        .submit(small.draft(ALICE, PAY).nonce(0, i).sign().encode()));
            }
            assertThat(catchThrowableOfType(OverloadedException.class, () -> TestLedger.await(answers.get(4))))
                    .isNotNull();
            small.awaitVerified();
            small.node().development().orElseThrow().mine(1);
            assertThat(answers.subList(0, 4))
                    .allSatisfy(answer -> assertThat(answer.join().applied()).isTrue());
        }
    }

    private List<CompletableFuture<Receipt>> submit(int count, int from) {
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            answers.add(submit(ledger.draft(ALICE, PAY).nonce(0, i).sign()));
        }
        return answers;
    }

    private CompletableFuture<Receipt> submit(SignedTransaction transaction) {
        CompletableFuture<Receipt> answer = ledger.ledger().submit(transaction.encode());
        ledger.awaitVerified();
        return answer;
    }

    private static String refusal(CompletableFuture<Receipt> answer) {
        return catchThrowableOfType(RefusedException.class, () -> TestLedger.await(answer))
                .failure()
                .code();
    }
}
