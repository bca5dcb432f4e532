package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.Samples.ofSize;
import static org.quoin.ledger.core.Samples.pay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.node.Waiting.EmptyBlocks;
import org.quoin.ledger.core.node.Waiting.Item;
import org.quoin.ledger.core.node.Waiting.Submitted;

class WaitingTest {
    private static final Submitted A = submitted(pay(0, 0));
    private static final Submitted B = submitted(pay(0, 1));
    private static final Submitted C = submitted(pay(0, 2));

    private final Waiting waiting = new Waiting(Capacity.DEFAULT);

    @Test
    void whatComesFirstIsTakenFirst() throws InterruptedException {
        waiting.offer(A);
        waiting.offer(B);

        assertThat(waiting.take()).containsExactly(A, B);
    }

    @Test
    void anOrderForEmptyBlocksIsTakenAloneAndInItsTurn() throws InterruptedException {
        EmptyBlocks blocks = new EmptyBlocks(3, new CompletableFuture<>());
        waiting.offer(A);
        waiting.offer(blocks);
        waiting.offer(B);

        assertThat(waiting.take()).containsExactly(A);
        assertThat(waiting.take()).containsExactly(blocks);
        assertThat(waiting.take()).containsExactly(B);
    }

    @Test
    void noMoreAreTakenThanFitIntoABlockByNumber() throws InterruptedException {
        for (int i = 0; i <= BlockInput.MAX_TRANSACTIONS; i++) {
            assertThat(waiting.offer(A)).isTrue();
        }

        assertThat(waiting.take()).hasSize(10_000);
        assertThat(waiting.take()).hasSize(1);
    }

    @Test
    void noMoreAreTakenThanFitIntoABlockByBytes() throws InterruptedException {
        Submitted large = submitted(ofSize(0, 32 * 1024));
        int size = large.transaction().encoded().size();
        int fit = BlockInput.MAX_SIZE / size;
        for (int i = 0; i <= fit; i++) {
            waiting.offer(large);
        }

        assertThat(waiting.take()).hasSize(fit);
        assertThat(waiting.take()).hasSize(1);
    }

    @Test
    void moreThanTheCapacityInNumberIsTurnedAwayUntilSomeAreTaken() throws InterruptedException {
        Waiting small = new Waiting(new Capacity(2, 1_000_000));

        assertThat(small.offer(A)).isTrue();
        assertThat(small.offer(B)).isTrue();
        assertThat(small.offer(C)).isFalse();
        assertThat(small.take()).containsExactly(A, B);
        assertThat(small.offer(C)).isTrue();
    }

    @Test
    void moreThanTheCapacityInBytesIsTurnedAwayUntilSomeAreTaken() throws InterruptedException {
        int size = A.transaction().encoded().size();
        Waiting small = new Waiting(new Capacity(100, 2L * size));

        assertThat(small.offer(A)).isTrue();
        assertThat(small.offer(B)).isTrue();
        assertThat(small.offer(C)).isFalse();
        assertThat(small.take()).containsExactly(A, B);
        assertThat(small.offer(C)).isTrue();
    }

    @Test
    void afterClosingNothingComesInAndWhatIsThereCanBeTakenOut() throws InterruptedException {
        waiting.offer(A);
        waiting.close();

        assertThat(waiting.offer(B)).isFalse();
        assertThat(waiting.offer(new EmptyBlocks(1, new CompletableFuture<>()))).isFalse();
        assertThat(waiting.take()).containsExactly(A);
        assertThat(waiting.take()).isEmpty();
    }

    @Test
    void drainingGivesBackOnlyWhoAskedForBlocks() throws InterruptedException {
        EmptyBlocks blocks = new EmptyBlocks(1, new CompletableFuture<>());
        waiting.offer(A);
        waiting.offer(blocks);
        waiting.close();

        assertThat(waiting.drain()).containsExactly(blocks);
        assertThat(waiting.take()).isEmpty();
    }

    @Test
    void whoTakesWaitsUntilSomethingComes() throws Exception {
        CompletableFuture<List<Item>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        waiting.offer(A);

        assertThat(taken.get()).containsExactly(A);
    }

    private static Submitted submitted(VerifiedTransaction transaction) {
        return new Submitted(transaction, new CompletableFuture<>());
    }
}
