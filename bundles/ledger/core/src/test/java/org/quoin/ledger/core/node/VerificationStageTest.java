package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.BOB;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VerificationStageTest {
    private static final Bytes NO_SIGNATURE = Bytes.of(new byte[64]);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Recorder desk = new Recorder();

    @AfterEach
    void shutdown() {
        threads.shutdownNow();
    }

    /** Whichever is done first, which the pauses shuffle. */
    @Test
    void whatASenderSubmitsIsHandedOverInItsOrder() {
        desk.work = submission -> spin(ThreadLocalRandom.current().nextInt(20_000));
        VerificationStage stage = start(4);
        List<Submission> alices = new ArrayList<>();
        for (long i = 0; i < 5_000; i++) {
            Submission submission = submission("alice", ALICE, i);
            alices.add(submission);
            stage.enter(submission);
            stage.enter(submission("bob", BOB, i));
        }
        end(stage);

        assertThat(desk.handedOver.get("alice"))
                .containsExactlyElementsOf(LongStream.range(0, 5_000).boxed().toList());
        assertThat(desk.handedOver.get("bob")).hasSize(5_000).isSorted();
        assertThat(alices).allMatch(Submission::isDone);
        assertThat(stage.size()).isZero();
    }

    @Test
    void thoseOfOneSenderAreLookedAtOnAllThreads() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        desk.work = submission -> {
            both.countDown();
            await(both);
        };
        VerificationStage stage = start(2);
        stage.enter(submission("alice", ALICE, 0));
        stage.enter(submission("alice", ALICE, 1));

        both.await();
        end(stage);
    }

    @Test
    void nothingIsLookedAtBeforeItsTurn() {
        CountDownLatch turn = new CountDownLatch(1);
        desk.turn = turn;
        desk.work = submission -> assertThat(turn.getCount()).isZero();
        VerificationStage stage = start(2);
        stage.enter(submission("alice", ALICE, 0));
        spin(50_000_000);

        turn.countDown();
        end(stage);

        assertThat(desk.failures).isEmpty();
        assertThat(desk.handedOver.get("alice")).containsExactly(0L);
    }

    @Test
    void oneWithMuchToLookAtDoesNotKeepAnotherWaiting() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        desk.work = submission -> await(entered);
        VerificationStage stage = start(1);
        for (long i = 0; i < 1_000; i++) {
            stage.enter(submission("alice", ALICE, i));
        }
        stage.enter(submission("bob", BOB, 0));
        entered.countDown();
        end(stage);

        assertThat(desk.all.indexOf("bob 0")).isLessThan(40);
    }

    @Test
    void aFailureIsToldAndTheRestIsHandedOverAllTheSame() {
        desk.work = submission -> {
            if (submission.transaction().sequence() % 2 == 0) {
                throw new IllegalStateException("a bug");
            }
        };
        VerificationStage stage = start(2);
        for (long i = 0; i < 10; i++) {
            stage.enter(submission("alice", ALICE, i));
        }
        end(stage);

        assertThat(desk.failures).hasSize(5).allMatch(cause -> "a bug".equals(cause.getMessage()));
        assertThat(desk.handedOver.get("alice")).hasSize(10).isSorted();
    }

    @Test
    void aBatchIsPreparedOnceWhenAllOfItWasLookedAtAndNothingIsHandedOver() {
        CountDownLatch entered = new CountDownLatch(1);
        desk.work = submission -> await(entered);
        VerificationStage stage = start(2);
        List<Submission> all = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            all.add(submission("alice", ALICE, i));
            all.add(submission("bob", BOB, i));
        }
        all.forEach(stage::enter);
        entered.countDown();
        end(stage);

        assertThat(desk.prepared.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(desk.prepared).as("batches").anyMatch(batch -> batch.size() > 1);
        assertThat(desk.early).isEmpty();
        assertThat(desk.all).hasSize(200);
    }

    @Test
    void whatPreparingThrowsIsToldAndEverythingIsHandedOver() {
        desk.preparing = batch -> {
            if (!batch.isEmpty()) {
                throw new IllegalStateException("a bug");
            }
        };
        VerificationStage stage = start(2);
        for (long i = 0; i < 100; i++) {
            stage.enter(submission("alice", ALICE, i));
        }
        end(stage);

        long batches = desk.prepared.stream().filter(batch -> !batch.isEmpty()).count();
        assertThat(desk.failures).hasSize((int) batches).allMatch(cause -> "a bug".equals(cause.getMessage()));
        assertThat(batches).isPositive();
        assertThat(desk.handedOver.get("alice"))
                .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void afterClosingNothingEntersAndWhatIsThereIsHandedOver() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        desk.work = submission -> await(closed);
        VerificationStage stage = start(2);
        for (long i = 0; i < 100; i++) {
            assertThat(stage.enter(submission("alice", ALICE, i))).isTrue();
        }
        stage.close();
        assertThat(stage.enter(submission("alice", ALICE, 100))).isFalse();
        closed.countDown();
        stage.awaitEnd();

        assertThat(desk.handedOver.get("alice")).hasSize(100).isSorted();
    }

    @Test
    void threadsThatAreInterruptedHandOverWhatIsThereAndTakeNoMore() {
        VerificationStage stage = start(2);
        stage.enter(submission("alice", ALICE, 0));
        threads.shutdownNow();
        stage.awaitEnd();

        assertThat(stage.enter(submission("alice", ALICE, 1))).isFalse();
        assertThat(desk.failures).isNotEmpty().allMatch(InterruptedException.class::isInstance);
        assertThat(desk.handedOver.get("alice")).containsExactly(0L);
    }

    private VerificationStage start(int workers) {
        VerificationStage stage = new VerificationStage(desk, workers);
        stage.start(threads);
        return stage;
    }

    private static void end(VerificationStage stage) {
        stage.close();
        stage.awaitEnd();
    }

    private static Submission submission(String account, Signer signer, long sequence) {
        Transaction transaction = new Transaction(
                GENESIS.chainId(),
                account,
                0,
                sequence,
                START.plusSeconds(60),
                List.of(new Operation("ledger", "none", 1, Bytes.of())),
                signer.publicKey());
        return new Submission(new SignedTransaction(transaction, NO_SIGNATURE), 100);
    }

    private static void spin(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Recorder implements VerificationStage.Desk {
        private final Map<String, List<Long>> handedOver = new HashMap<>();
        private final List<String> all = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private final List<List<Submission>> prepared = new ArrayList<>();
        private final Set<Submission> seen = new HashSet<>();
        private final Set<Submission> ready = new HashSet<>();

        /** What was prepared before it was looked at, or handed over before it was prepared. */
        private final List<Submission> early = new ArrayList<>();

        private volatile Consumer<Submission> work = submission -> {};
        private volatile Consumer<List<Submission>> preparing = batch -> {};
        private volatile CountDownLatch turn = new CountDownLatch(0);

        @Override
        public void entered(Submission submission) {}

        @Override
        public void awaitTurn() throws InterruptedException {
            turn.await();
        }

        @Override
        public void verify(Submission submission) {
            work.accept(submission);
            synchronized (this) {
                seen.add(submission);
            }
        }

        @Override
        public void prepare(List<Submission> verified) {
            synchronized (this) {
                verified.stream().filter(each -> !seen.contains(each)).forEach(early::add);
                prepared.add(List.copyOf(verified));
                ready.addAll(verified);
            }
            preparing.accept(verified);
        }

        @Override
        public synchronized void handOver(Submission submission) {
            if (!ready.contains(submission)) {
                early.add(submission);
            }
            long sequence = submission.transaction().sequence();
            handedOver
                    .computeIfAbsent(submission.sender(), sender -> new ArrayList<>())
                    .add(sequence);
            all.add(submission.sender() + " " + sequence);
        }

        @Override
        public synchronized void failed(Throwable cause) {
            failures.add(cause);
        }
    }
}
