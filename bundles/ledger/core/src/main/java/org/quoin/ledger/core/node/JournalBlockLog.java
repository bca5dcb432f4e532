package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Executed;
import org.quoin.ledger.core.journal.GroupCommit;

/**
 * The log of a ledger on one machine, in three stages on three threads: who appends executes the block; another settles it,
 * that is, computes its roots; the journal's writes and syncs input, result and write set.
 *
 * <p>After the first failure of any stage no block is taken any more, and those that had not reached the journal fail.
 */
final class JournalBlockLog implements BlockLog {
    /** Blocks that may be executed and wait to be settled: a longer queue would only make the answers later. */
    private static final int ROOM = 1;

    private record Task(Executed block, CompletableFuture<Chain.Extension> durable) {
        private void follow(CompletableFuture<Chain.Extension> journalled) {
            CompletableFuture<?> unused = journalled.whenComplete((settled, failed) -> {
                if (failed == null) {
                    durable.complete(settled);
                } else {
                    durable.completeExceptionally(failed);
                }
            });
        }
    }

    private final BlockMachine machine;
    private final GroupCommit journal;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Task> executed = new ArrayDeque<>();
    private boolean closing;
    private boolean ended;

    /** Why a block could not be executed or settled: what comes after it is not ordered either. */
    private volatile @Nullable Throwable failure;

    /**
     * Starts settling.
     *
     * @param threads lends one thread until {@link #close}
     */
    JournalBlockLog(BlockMachine machine, GroupCommit journal, Executor threads) {
        this.machine = machine;
        this.journal = journal;
        threads.execute(this::settleAll);
    }

    @Override
    public CompletableFuture<Chain.Extension> append(BlockInput input) throws InterruptedException {
        Throwable earlier = failure;
        if (earlier != null) {
            return CompletableFuture.failedFuture(earlier);
        }
        try {
            Task task = new Task(machine.execute(input), new CompletableFuture<>());
            put(task);
            return task.durable();
        } catch (RuntimeException e) {
            failure = e;
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            while (!ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        journal.close();
    }

    /** Goes on after a failure, so that nobody waits for ever for room or for an answer. */
    private void settleAll() {
        for (Task task = take(); task != null; task = take()) {
            try {
                settle(task);
            } catch (InterruptedException e) {
                fail(task, e);
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                fail(task, e);
            }
        }
    }

    private void settle(Task task) throws InterruptedException {
        Throwable earlier = failure;
        if (earlier != null) {
            task.durable().completeExceptionally(earlier);
            return;
        }
        Chain.Extension block = machine.settle(task.block());
        task.follow(journal.append(
                        block.chain().header().height(),
                        block.chain().head(),
                        block.record().encode())
                .thenApply(acknowledged -> block));
    }

    private void fail(Task task, Throwable cause) {
        failure = cause;
        task.durable().completeExceptionally(cause);
    }

    private void put(Task task) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (executed.size() == ROOM) {
                changed.await();
            }
            executed.addLast(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next of the executed blocks; null when closed and nothing is left. */
    private @Nullable Task take() {
        lock.lock();
        try {
            while (executed.isEmpty() && !closing) {
                changed.awaitUninterruptibly();
            }
            Task next = executed.pollFirst();
            ended = next == null;
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }
}
