package org.quoin.ledger.core.node;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.BlockIndex;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.Point;
import org.quoin.ledger.core.state.State;

/**
 * Stores durable blocks in the background, many at once, so that memory holds what changed since the last checkpoint and no
 * more. Who orders blocks waits here while too much is not stored. When no block comes for a while, what is left is stored, too: a
 * start after a quiet time reads nothing again.
 */
final class Checkpointer implements AutoCloseable {
    /** The ledger is quiet when it was looked at so often since its last block. */
    private static final int QUIET_LOOKS = 10;

    private final Checkpoints checkpoints;
    private final Journal journal;
    private final History history;
    private final BlockMachine machine;
    private final Memory memory;
    private final Consumer<Throwable> failed;
    private final LongConsumer times;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Unstored unstored;
    private int looks;
    private boolean closing;
    private boolean ended;

    /**
     * Starts to store.
     *
     * @param threads lends one thread until {@link #close}
     * @param failed is told, on that thread, why nothing is stored any more
     * @param times is told how long each checkpoint takes, in nanoseconds
     */
    Checkpointer(
            Opened opened, BlockMachine machine, Executor threads, Consumer<Throwable> failed, LongConsumer times) {
        checkpoints = opened.checkpoints();
        journal = opened.journal();
        history = opened.history();
        unstored = opened.unstored();
        memory = opened.memory();
        this.machine = machine;
        this.failed = failed;
        this.times = times;
        threads.execute(this::run);
    }

    /** Takes up a durable block. */
    void add(Chain.Extension block) {
        BlockIndex index =
                BlockIndex.of(block.record(), journal.end(block.chain().header().height()));
        lock.lock();
        try {
            unstored.add(index, block.chain());
            looks = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether the ledger is quiet; to be called at regular times. */
    void tend() {
        lock.lock();
        try {
            looks = unstored.isEmpty() ? 0 : Math.min(looks + 1, QUIET_LOOKS);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while too much is not stored. After a failure nobody waits: what comes is not ordered any more. */
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unstored.size() > memory.lag() && !ended) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param waiting transactions that are not in a block yet */
    Backlog backlog(int waiting) {
        lock.lock();
        try {
            return new Backlog(waiting, unstored.count(), unstored.size(), unstored.isDue(memory));
        } finally {
            lock.unlock();
        }
    }

    /** Stores what is left, and returns when it is durable or has failed. */
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
    }

    private record Work(Chain chain, List<BlockIndex> blocks) {}

    private void run() {
        try {
            for (Work work = take(); work != null; work = take()) {
                store(work);
            }
        } catch (RuntimeException | Error e) {
            end();
            failed.accept(e);
        } finally {
            end();
        }
    }

    /** Null when closed and all is stored. */
    private @Nullable Work take() {
        lock.lock();
        try {
            while (!unstored.isDue(memory) && looks < QUIET_LOOKS && !closing) {
                changed.awaitUninterruptibly();
            }
            looks = 0;
            Chain newest = unstored.newest();
            return newest == null || unstored.isEmpty() ? null : new Work(newest, unstored.blocks());
        } finally {
            lock.unlock();
        }
    }

    private void store(Work work) {
        long start = System.nanoTime();
        long height = work.chain.header().height();
        Point point = journal.point(height);
        checkpoints.write(work.chain, point, work.blocks);
        State stored = checkpoints.stored();
        machine.continueFrom(state -> state.relieved(stored));
        journal.leave(checkpoints.earlier(work.chain, point));
        history.stored(height);
        checkpoints.prune(height);
        times.accept(System.nanoTime() - start);
        lock.lock();
        try {
            unstored.stored(height);
            looks = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
