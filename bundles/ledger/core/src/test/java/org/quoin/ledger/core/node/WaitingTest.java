package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.Samples.BOB;
import static org.quoin.ledger.core.Samples.ofSize;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.quo;
import static org.quoin.ledger.core.Samples.signed;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.node.Waiting.EmptyBlocks;
import org.quoin.ledger.core.node.Waiting.Item;
import org.quoin.ledger.core.node.Waiting.Submitted;

class WaitingTest {
    private static final int MANY = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final Submitted A = submitted(pay(0, 0));
    private static final Submitted B = submitted(pay(0, 1));
    private static final Submitted C = submitted(pay(0, 2));

    private final Shares shares = new Shares(new Capacity(30_000, 100_000_000), () -> 0);
    private long now;
    private final Waiting waiting = new Waiting(shares, () -> now);

    @Test
    void whatComesFirstIsTakenFirst() throws InterruptedException {
        offer(A);
        offer(B);

        assertThat(waiting.take(this::nobody)).containsExactly(A, B);
    }

    @Test
    void anOrderForEmptyBlocksIsTakenAloneAndInItsTurn() throws InterruptedException {
        EmptyBlocks blocks = new EmptyBlocks(3, new CompletableFuture<>());
        offer(A);
        waiting.offer(blocks);
        offer(B);

        assertThat(waiting.take(this::nobody)).containsExactly(A);
        assertThat(waiting.take(this::nobody)).containsExactly(blocks);
        assertThat(waiting.take(this::nobody)).containsExactly(B);
    }

    @Test
    void whatIsHeldBackIsTakenWithAnOrderForBlocksAlone() throws InterruptedException {
        EmptyBlocks blocks = new EmptyBlocks(1, new CompletableFuture<>());
        waiting.hold(true);
        offer(A);
        offer(B);
        waiting.offer(blocks);
        offer(C);

        assertThat(waiting.take(this::nobody)).containsExactly(blocks);
        assertThat(waiting.takeHeld()).containsExactly(A, B);
        assertThat(waiting.takeHeld()).containsExactly(C);
        assertThat(waiting.takeHeld()).isEmpty();
        assertThat(shares.waiting()).isZero();
    }

    @Test
    void whatIsHeldBackNoMoreIsTakenAsEver() throws InterruptedException {
        waiting.hold(true);
        offer(A);
        waiting.hold(false);

        assertThat(waiting.takeHeld()).isEmpty();
        assertThat(waiting.take(this::nobody)).containsExactly(A);
    }

    /** Else a node with many of them would wait for room that nobody makes any more, and never close. */
    @Test
    @Timeout(10)
    void whoReadsAheadDoesNotWaitForWhatIsAbandoned() throws InterruptedException {
        waiting.hold(true);
        offer(A);
        offer(B);
        waiting.abandonHeld();

        waiting.awaitFewerThan(1);
        waiting.close();

        assertThat(waiting.take(this::nobody)).isEmpty();
        assertThat(waiting.takeAbandoned()).containsExactly(A, B);
        assertThat(shares.waiting()).isZero();
    }

    @Test
    void noMoreAreTakenThanFitIntoABlockByNumber() throws InterruptedException {
        for (int i = 0; i <= BlockInput.MAX_TRANSACTIONS; i++) {
            offer(A);
        }

        assertThat(waiting.take(this::nobody)).hasSize(10_000);
        assertThat(waiting.take(this::nobody)).hasSize(1);
    }

    @Test
    void noMoreAreTakenThanFitIntoABlockByBytes() throws InterruptedException {
        Submitted large = submitted(ofSize(0, 32 * 1024));
        int size = large.transaction().encoded().size();
        int fit = BlockInput.MAX_SIZE / size;
        for (int i = 0; i <= fit; i++) {
            offer(large);
        }

        assertThat(waiting.take(this::nobody)).hasSize(fit);
        assertThat(waiting.take(this::nobody)).hasSize(1);
    }

    @Test
    void sendersTakeTurnsAndEachKeepsItsOrder() throws InterruptedException {
        Submitted bob = submitted(signed(BOB, "bob", 0, 0, new Transfer("bob", "alice", quo("1"))));
        offer(A);
        offer(B);
        offer(C);
        offer(bob);

        assertThat(waiting.take(this::nobody)).containsExactly(A, bob, B, C);
    }

    @Test
    void whatASenderHasBeyondABlockKeepsNobodyElseWaitingForMoreThanOne() throws InterruptedException {
        int block = BlockInput.MAX_TRANSACTIONS;
        for (int i = 0; i < 12_000; i++) {
            offer(A);
        }
        assertThat(waiting.take(this::nobody)).hasSize(block);
        Submitted bob = submitted(signed(BOB, "bob", 0, 0, new Transfer("bob", "alice", quo("1"))));
        offer(bob);

        assertThat(waiting.take(this::nobody)).hasSize(2_001).contains(bob);
    }

    @Test
    void whatIsTakenOutIsGivenBackToItsSender() throws InterruptedException {
        Shares few = new Shares(new Capacity(4, 1_000_000, 2, 1_000_000), () -> 0);
        Waiting small = new Waiting(few, () -> now);
        for (Submitted each : List.of(A, B)) {
            assertThat(few.take("alice", each.transaction().encoded().size())).isTrue();
            small.offer(each);
        }

        assertThat(few.take("alice", 1)).isFalse();
        small.take(this::nobody);

        assertThat(few.take("alice", 1)).isTrue();
    }

    @Test
    void afterClosingNothingComesInAndWhatIsThereCanBeTakenOut() throws InterruptedException {
        offer(A);
        waiting.close();

        assertThat(waiting.offer(B)).isFalse();
        assertThat(waiting.offer(new EmptyBlocks(1, new CompletableFuture<>()))).isFalse();
        assertThat(waiting.take(this::nobody)).containsExactly(A);
        assertThat(waiting.take(this::nobody)).isEmpty();
    }

    @Test
    void drainingGivesBackOnlyWhoAskedForBlocks() throws InterruptedException {
        EmptyBlocks blocks = new EmptyBlocks(1, new CompletableFuture<>());
        offer(A);
        waiting.offer(blocks);
        waiting.close();

        assertThat(waiting.drain()).containsExactly(blocks);
        assertThat(waiting.take(this::nobody)).isEmpty();
    }

    @Test
    void whoTakesWaitsUntilSomethingComes() throws Exception {
        CompletableFuture<List<Item>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.take(this::nobody);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        offer(A);

        assertThat(taken.get()).containsExactly(A);
    }

    @Test
    void whileManyAreComingItTakesTheLaterOnesInTheSameBlock() throws InterruptedException {
        takeOne();
        offer(B);
        Coming coming = new Coming(asked -> {
            now += 7 * MILLISECOND;
            if (asked == 2) {
                offer(C);
            }
            return 257;
        });

        assertThat(waiting.take(coming)).containsExactly(B, C);
        assertThat(coming.asked).as("in 21 milliseconds").isEqualTo(3);
    }

    @Test
    void whileFewAreComingItWaitsAQuarterAsLong() throws InterruptedException {
        takeOne();
        offer(B);
        Coming coming = new Coming(asked -> {
            now += 3 * MILLISECOND;
            return 256;
        });

        assertThat(waiting.take(coming)).containsExactly(B);
        assertThat(coming.asked).as("in 6 milliseconds").isEqualTo(2);
    }

    @Test
    void whoComesAfterAQuietTimeIsTakenAtOnce() throws InterruptedException {
        offer(A);
        Coming first = new Coming(asked -> MANY);
        assertThat(waiting.take(first)).containsExactly(A);
        assertThat(first.asked).isEqualTo(1);

        now += 20 * MILLISECOND;
        offer(B);
        Coming second = new Coming(asked -> MANY);
        assertThat(waiting.take(second)).containsExactly(B);
        assertThat(second.asked).isEqualTo(1);
    }

    @Test
    void itDoesNotWaitWhenEnoughAreThere() throws InterruptedException {
        takeOne();
        for (int i = 0; i < 1_000; i++) {
            offer(A);
        }
        Coming unasked = new Coming(asked -> MANY);
        assertThat(waiting.take(unasked)).hasSize(1_000);
        assertThat(unasked.asked).isZero();

        for (int i = 0; i < 998; i++) {
            offer(A);
        }
        Coming oneByOne = new Coming(asked -> {
            offer(A);
            return MANY;
        });
        assertThat(waiting.take(oneByOne)).hasSize(1_000);
        assertThat(oneByOne.asked).isEqualTo(2);
    }

    @Test
    void itDoesNotWaitWhileAnOrderForEmptyBlocksDoes() throws InterruptedException {
        takeOne();
        EmptyBlocks blocks = new EmptyBlocks(3, new CompletableFuture<>());
        offer(A);
        Coming ordering = new Coming(asked -> {
            assertThat(waiting.offer(blocks)).isTrue();
            return MANY;
        });
        assertThat(waiting.take(ordering)).containsExactly(A);
        assertThat(ordering.asked).isEqualTo(1);

        offer(B);
        Coming unasked = new Coming(asked -> MANY);
        assertThat(waiting.take(unasked)).containsExactly(blocks);
        assertThat(unasked.asked).isZero();
        assertThat(waiting.take(this::nobody)).containsExactly(B);
    }

    @Test
    void itDoesNotWaitWhenClosed() throws InterruptedException {
        takeOne();
        offer(A);
        Coming closing = new Coming(asked -> {
            waiting.close();
            return MANY;
        });
        assertThat(waiting.take(closing)).containsExactly(A);
        assertThat(closing.asked).isEqualTo(1);

        assertThat(waiting.take(new Coming(asked -> MANY))).isEmpty();
    }

    @Test
    void whoReadsAheadWaitsUntilFewerWait() throws Exception {
        offer(A);
        offer(B);
        waiting.awaitFewerThan(3);
        Thread reader = new Thread(() -> awaitFewerThan(2));
        reader.start();
        while (reader.getState() == Thread.State.NEW || reader.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertThat(reader.getState()).isEqualTo(Thread.State.WAITING);

        assertThat(waiting.take(this::nobody)).containsExactly(A, B);
        reader.join();
    }

    @Test
    void whoReadsAheadDoesNotWaitForWhatIsClosed() throws Exception {
        offer(A);
        CompletableFuture<Void> further = CompletableFuture.runAsync(() -> awaitFewerThan(1));

        waiting.close();
        further.get();
    }

    private void awaitFewerThan(int most) {
        try {
            waiting.awaitFewerThan(most);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void takeOne() throws InterruptedException {
        offer(A);
        assertThat(waiting.take(this::nobody)).containsExactly(A);
    }

    private void offer(Submitted submitted) {
        VerifiedTransaction transaction = submitted.transaction();
        assertThat(shares.take(
                        transaction.transaction().signer(),
                        transaction.encoded().size()))
                .isTrue();
        assertThat(waiting.offer(submitted)).isTrue();
    }

    private static Submitted submitted(VerifiedTransaction transaction) {
        return new Submitted(transaction, new CompletableFuture<>());
    }

    /** Answers as the test says, to which question it is, from 1. */
    private static final class Coming implements IntSupplier {
        private final IntUnaryOperator answer;
        private int asked;

        private Coming(IntUnaryOperator answer) {
            this.answer = answer;
        }

        @Override
        public int getAsInt() {
            return answer.applyAsInt(++asked);
        }
    }

    /** Time goes on. */
    private int nobody() {
        now += MILLISECOND;
        return 0;
    }
}
