package org.quoin.ledger.core.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;

/**
 * The one thread that writes a journal. It takes whatever waits, writes it together with the anchor of what the last force
 * covered, and forces once: a busy journal pays one force a group, and acknowledges a group with the force of the next; an
 * idle one pays a second force, for the anchor alone.
 *
 * <p>While the disk is full, what is accepted waits, and is written as soon as there is room.
 *
 * <p>One thread appends. Futures complete in order of height, on the writing thread: what depends on them is short and does
 * not wait; whatever it throws stays in its own future.
 */
public final class GroupCommit implements AutoCloseable {
    private static final class Entry {
        private final long height;
        private final Hash head;
        private final byte[] payload;
        private final CompletableFuture<@Nullable Void> acknowledged = new CompletableFuture<>();

        private Entry(long height, Hash head, byte[] payload) {
            this.height = height;
            this.head = head;
            this.payload = payload;
        }
    }

    /** Between two looks at a full disk, in milliseconds. */
    private static final long PATIENCE = 50;

    private final Journal journal;
    private final int capacity;
    private final LongConsumer forces;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private int inFlight;
    private long next;
    private boolean closing;
    private boolean stopped;
    private boolean patient = true;
    private volatile boolean full;
    private @Nullable JournalFailedException failure;
    private @Nullable Thread writer;

    /** Covered by the last force, but not yet by an anchor. Only the writer touches it. */
    private List<Entry> forced = List.of();

    /**
     * Starts writing.
     *
     * @param journal fully acknowledged, as it is after opening; stays open after {@link #close}
     * @param executor lends one thread until {@code close}
     * @param capacity how many blocks may be accepted and not yet acknowledged
     */
    public GroupCommit(Journal journal, Executor executor, int capacity) {
        this(journal, executor, capacity, nanos -> {});
    }

    /**
     * Starts writing, and tells how long each force takes.
     *
     * @param forces is told in nanoseconds, on the writing thread
     */
    public GroupCommit(Journal journal, Executor executor, int capacity, LongConsumer forces) {
        this.journal = journal;
        this.capacity = capacity;
        this.forces = forces;
        next = journal.height() + 1;
        executor.execute(this::run);
    }

    /**
     * Accepts a block and waits while there is no room for it.
     *
     * @param payload of the record; not to be changed any more
     * @return completes when the block and its anchor are durable, or with {@link JournalFailedException}: then it may be
     *     there after a restart, or not
     * @throws InterruptedException if interrupted before the block was accepted
     * @throws IllegalArgumentException if the height is not the next, or the payload too long
     * @throws IllegalStateException if closed, or if it would have to wait on the writing thread
     */
    public CompletableFuture<@Nullable Void> append(long height, Hash head, byte[] payload)
            throws InterruptedException {
        Journal.requireBounded(payload);
        lock.lockInterruptibly();
        try {
            while (inFlight == capacity && failure == null && !closing) {
                requireOffWriter();
                changed.await();
            }
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            if (closing) {
                throw new IllegalStateException("the journal is closed");
            }
            if (height != next) {
                throw new IllegalArgumentException("expected block " + next + ", got " + height);
            }
            Entry entry = new Entry(height, head, payload);
            waiting.add(entry);
            next++;
            inFlight++;
            changed.signalAll();
            return entry.acknowledged;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something waits for the disk to have room again. */
    public boolean isFull() {
        return full;
    }

    /** From now on nothing waits for room: what finds none fails. */
    public void giveUpWhenFull() {
        lock.lock();
        try {
            patient = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Accepts no more, and returns when everything accepted is acknowledged or has failed: what finds no room now, fails. The
     * journal stays open.
     *
     * @throws IllegalStateException if it would have to wait on the writing thread; then nothing is closed
     */
    @Override
    public void close() {
        lock.lock();
        try {
            requireOffWriter();
            closing = true;
            patient = false;
            changed.signalAll();
            while (!stopped) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes one group, on the thread that calls: what lends no thread drives the journal with it, step by step.
     *
     * @return false when there will be no other
     */
    public boolean step() {
        List<Entry> group = take();
        if (group.isEmpty() && forced.isEmpty()) {
            return false;
        }
        try {
            write(group);
            return true;
        } catch (RuntimeException e) {
            fail(group, e);
            return false;
        } catch (Error e) {
            fail(group, e);
            throw e;
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            more = step();
        }
    }

    /** All that waits: nothing if an anchor is due meanwhile, or when closed. */
    private List<Entry> take() {
        lock.lock();
        try {
            writer = Thread.currentThread();
            while (waiting.isEmpty() && forced.isEmpty() && !closing) {
                changed.awaitUninterruptibly();
            }
            List<Entry> group = new ArrayList<>(waiting);
            waiting.clear();
            if (group.isEmpty() && forced.isEmpty()) {
                stop();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Entry> taken) {
        List<Entry> group = append(taken);
        if (group.isEmpty() && forced.isEmpty()) {
            return;
        }
        if (!forced.isEmpty()) {
            Entry last = forced.get(forced.size() - 1);
            journal.anchor(last.height, last.head);
        }
        long start = System.nanoTime();
        journal.force();
        forces.accept(System.nanoTime() - start);
        List<Entry> acknowledged = forced;
        forced = group;
        release(acknowledged.size());
        acknowledged.forEach(entry -> entry.acknowledged.complete(null));
    }

    /** Writes as many records as there is room for; the others wait again. */
    private List<Entry> append(List<Entry> taken) {
        for (int written = 0; written < taken.size(); written++) {
            Entry entry = taken.get(written);
            try {
                journal.append(entry.height, entry.payload);
            } catch (JournalFullException e) {
                if (written == 0 && forced.isEmpty()) {
                    awaitRoom(e);
                }
                putBack(taken.subList(written, taken.size()));
                return taken.subList(0, written);
            }
        }
        full = false;
        return taken;
    }

    private void putBack(List<Entry> entries) {
        lock.lock();
        try {
            for (int i = entries.size() - 1; i >= 0; i--) {
                waiting.addFirst(entries.get(i));
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // whatever wakes it, the writer looks for room again
    private void awaitRoom(JournalFullException reason) {
        full = true;
        lock.lock();
        try {
            if (!patient) {
                throw reason;
            }
            changed.await(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        } finally {
            lock.unlock();
        }
    }

    private void release(int count) {
        lock.lock();
        try {
            inFlight -= count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(List<Entry> group, Throwable cause) {
        JournalFailedException reason = cause instanceof JournalFailedException known
                ? known
                : new JournalFailedException(journal.name(), cause);
        List<Entry> failed = new ArrayList<>(forced);
        failed.addAll(group);
        lock.lock();
        try {
            failed.addAll(waiting);
            waiting.clear();
            failure = reason;
            stop();
        } finally {
            lock.unlock();
        }
        failed.forEach(entry -> entry.acknowledged.completeExceptionally(reason));
    }

    private void stop() {
        stopped = true;
        changed.signalAll();
    }

    /** Who waits there for the writer waits for ever. */
    private void requireOffWriter() {
        if (!stopped && Thread.currentThread() == writer) {
            throw new IllegalStateException("the thread that writes the journal cannot wait for itself");
        }
    }
}
