package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
    private final MemoryDisk disk;
    private final Journal journal;

    GroupCommitTest() throws IOException {
        disk = Blocks.created(new MemoryDisk(new byte[0]));
        journal = Blocks.open(disk);
    }

    @Test
    void aBusyJournalPaysOneForceAGroupAndAnIdleOneASecond() throws Exception {
        GroupCommit commit = driven(journal, 8);
        int before = disk.forces();
        CompletableFuture<@Nullable Void> first = append(commit, 1);
        CompletableFuture<@Nullable Void> second = append(commit, 2);
        commit.step();
        assertThat(disk.forces() - before).isEqualTo(1);
        assertThat(first).isNotDone();

        CompletableFuture<@Nullable Void> third = append(commit, 3);
        commit.step();
        assertThat(disk.forces() - before).isEqualTo(2);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        assertThat(journal.acknowledged()).isEqualTo(2);

        commit.step();
        assertThat(disk.forces() - before).isEqualTo(3);
        assertThat(third).isCompleted();
        assertThat(journal.acknowledged()).isEqualTo(3);
    }

    @Test
    void acknowledgesInOrderOfHeightAndDrainsWhenClosed() throws Exception {
        List<Long> acknowledged = new ArrayList<>();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        GroupCommit commit = new GroupCommit(journal, executor, 8);
        List<CompletableFuture<@Nullable Void>> done = new ArrayList<>();
        for (long height = 1; height <= 2_000; height++) {
            long block = height;
            done.add(append(commit, height).thenRun(() -> acknowledged.add(block)));
        }
        commit.close();
        assertThat(done).allMatch(CompletableFuture::isDone);
        assertThat(acknowledged).hasSize(2_000).isSorted();
        assertThatThrownBy(() -> append(commit, 2_001)).hasMessage("the journal is closed");
        journal.close();
        assertThat(Blocks.open(disk).height()).isEqualTo(2_000);
        stop(executor);
    }

    @Test
    void whatDependsOnAnAcknowledgementCannotStopTheWriter() throws Exception {
        List<Runnable> writers = new ArrayList<>();
        GroupCommit commit = new GroupCommit(journal, writers::add, 8);
        CompletableFuture<@Nullable Void> throwing = append(commit, 1).thenRun(() -> {
            throw new IllegalStateException("a listener's mistake");
        });
        CompletableFuture<@Nullable Void> overflowing = append(commit, 2).thenRun(() -> {
            throw new StackOverflowError();
        });
        CompletableFuture<@Nullable Void> interrupting =
                append(commit, 3).thenRun(() -> Thread.currentThread().interrupt());
        CompletableFuture<@Nullable Void> closing = append(commit, 4).thenRun(commit::close);
        CompletableFuture<@Nullable Void> last = append(commit, 5);
        Thread writer = new Thread(writers.get(0));
        writer.start();

        last.join();
        assertThat(throwing).isCompletedExceptionally();
        assertThat(overflowing).isCompletedExceptionally();
        assertThat(interrupting).isCompleted();
        assertThat(closing).isCompletedExceptionally();
        append(commit, 6).join();
        commit.close();
        writer.join();
    }

    @Test
    void theProducerWaitsWhileThereIsNoRoom() throws Exception {
        GroupCommit commit = driven(journal, 2);
        List<CompletableFuture<@Nullable Void>> accepted = new ArrayList<>();
        Thread producer = new Thread(() -> {
            for (long height = 1; height <= 3; height++) {
                accepted.add(uninterrupted(commit, height));
            }
        });
        producer.start();
        awaitWaiting(producer);
        commit.step();
        assertThat(journal.height()).isEqualTo(2);
        awaitWaiting(producer); // it was woken, and found that there still is no room
        commit.step();
        producer.join();
        assertThat(accepted).hasSize(3);
        commit.step();
        assertThat(journal.height()).isEqualTo(3);
    }

    private static void awaitWaiting(Thread thread) {
        for (Thread.State state = thread.getState(); state != Thread.State.WAITING; state = thread.getState()) {
            assertThat(state).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    @Test
    void theWriterCannotWaitForItself() throws Exception {
        String sentence = "the thread that writes the journal cannot wait for itself";
        GroupCommit commit = driven(journal, 1);
        CompletableFuture<@Nullable Void> nested = append(commit, 1).thenRun(() -> {
            assertThat(uninterrupted(commit, 2)).isNotDone();
            assertThatThrownBy(() -> append(commit, 3)).hasMessage(sentence);
        });
        commit.step();
        commit.step();
        assertThat(nested).isCompleted();
        assertThatThrownBy(commit::close).hasMessage(sentence);
    }

    @Test
    void refusesAtOnceWhatTheJournalWouldRefuse() throws Exception {
        GroupCommit commit = driven(journal, 8);
        assertThatThrownBy(() -> append(commit, 2)).hasMessage("expected block 1, got 2");
        assertThatThrownBy(() -> commit.append(1, Blocks.head(1), new byte[Journal.MAX_PAYLOAD + 1]))
                .hasMessage("a block has at most 67108864 bytes, not 67108865");
        CompletableFuture<@Nullable Void> first = append(commit, 1);
        commit.step();
        commit.step();
        assertThat(first).isCompleted();
    }

    @Test
    void nothingIsAcknowledgedAfterAForceFailed() throws Exception {
        MemoryDisk broken = Blocks.created(new MemoryDisk(new byte[0]));
        broken.failForce(4);
        Journal failing = Blocks.open(broken);
        GroupCommit commit = driven(failing, 8);
        CompletableFuture<@Nullable Void> forced = append(commit, 1);
        commit.step();
        CompletableFuture<@Nullable Void> written = append(commit, 2);
        assertThat(commit.step()).isFalse();

        assertThatThrownBy(forced::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JournalFailedException.class);
        assertThat(written).isCompletedExceptionally();
        assertThat(append(commit, 3)).isCompletedExceptionally();
        commit.close();
    }

    /** A group commit that the test drives step by step. */
    private static GroupCommit driven(Journal journal, int capacity) {
        return new GroupCommit(journal, writer -> {}, capacity);
    }

    private static CompletableFuture<@Nullable Void> append(GroupCommit commit, long height)
            throws InterruptedException {
        return commit.append(height, Blocks.head(height), Blocks.payload(height));
    }

    private static CompletableFuture<@Nullable Void> uninterrupted(GroupCommit commit, long height) {
        try {
            return append(commit, height);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    private static void stop(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
