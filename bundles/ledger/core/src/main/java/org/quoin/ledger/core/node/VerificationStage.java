package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Transaction;

/**
 * Looks at transactions on several threads, in the order of {@link TipOrder} by the tips that they claim: many that offer less do
 * not keep one that offers more waiting. Those of one sender are handed over one after the other in that order, whichever was
 * done first.
 */
final class VerificationStage {
    /** What is to be done. What it throws is a failure of the node, not of the transaction. */
    interface Desk {
        /** It will be handed over. Called in the order of entry, under the lock of the stage: it must be short. */
        void entered(Submission submission);

        /** Returns when more can be looked at. Called on any of the threads. */
        void awaitTurn() throws InterruptedException;

        /** Called on any of the threads. */
        void verify(Submission submission);

        /** These were looked at, and are about to be handed over. Called on the thread that looked at them. */
        void prepare(List<Submission> verified);

        /** Called on one thread at a time for each sender. */
        void handOver(Submission submission);

        /** What is there is handed over all the same. */
        void failed(Throwable cause);
    }

    /** Claimed at once by a thread: enough for the lock to cost nothing, few enough to keep all threads busy. */
    private static final int BATCH = 16;

    /** The transactions of one sender. */
    private static final class Line {
        private final String sender;

        /** Those that are claimed. */
        private final Deque<Submission> inOrder = new ArrayDeque<>();

        private boolean beingHandedOver;

        private Line(String sender) {
            this.sender = sender;
        }
    }

    private final Desk desk;
    private final int workers;
    private final CountDownLatch running;
    private final Map<String, Line> lines = new HashMap<>();

    private final TipOrder<Submission> unclaimed = new TipOrder<>();
    private final AtomicInteger inside = new AtomicInteger();
    private int idle;
    private boolean closed;

    VerificationStage(Desk desk, int workers) {
        this.desk = desk;
        this.workers = workers;
        running = new CountDownLatch(workers);
    }

    /** @param threads lends as many as there are workers, until {@link #close} */
    void start(Executor threads) {
        for (int i = 0; i < workers; i++) {
            threads.execute(this::work);
        }
    }

    /** @return false if no more is taken */
    synchronized boolean enter(Submission submission) {
        if (closed) {
            return false;
        }
        unclaimed.add(submission);
        inside.incrementAndGet();
        desk.entered(submission);
        if (idle > 0) {
            notify();
        }
        return true;
    }

    /** The one that has a place in a lane and that nobody has begun to look at, or null. */
    synchronized @Nullable Submission find(Transaction place) {
        return unclaimed.find(place.signer(), place.lane(), place.sequence());
    }

    /** Whether something of a lane is still to be looked at. */
    synchronized boolean has(Transaction lane) {
        return unclaimed.has(lane.signer(), lane.lane());
    }

    /**
     * Puts a transaction in the place of another, whose entry counts for it.
     *
     * @return false if the old one is looked at already
     */
    synchronized boolean replace(Submission old, Submission by) {
        return unclaimed.replace(old, by);
    }

    /** Of what is last in its lane, not begun to be looked at and may go, that with the lowest claim; or null. */
    synchronized @Nullable Submission cheapest(Predicate<Submission> mayGo) {
        return unclaimed.cheapest(mayGo);
    }

    /**
     * Takes out what is last in its lane. It is not handed over.
     *
     * @return false if it is looked at already, or not the last any more
     */
    synchronized boolean remove(Submission last) {
        boolean removed = unclaimed.removeLast(last);
        if (removed) {
            inside.decrementAndGet();
        }
        return removed;
    }

    /** How many nobody has begun to look at, and claim at least this tip. */
    synchronized long before(long tip) {
        return unclaimed.before(tip);
    }

    /** How many have entered and are not handed over. */
    int size() {
        return inside.get();
    }

    /** Takes no more; what is there will be handed over. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits, after {@link #close}, until everything is handed over. */
    void awaitEnd() {
        boolean interrupted = false;
        while (running.getCount() > 0) {
            try {
                running.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        boolean interrupted = false;
        for (boolean more = true; more; ) {
            try {
                desk.awaitTurn();
                List<Submission> batch = claim();
                verify(batch);
                handOver(batch);
                more = !batch.isEmpty();
            } catch (InterruptedException e) {
                interrupted = true;
                close();
                desk.failed(e);
            }
        }
        running.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void verify(List<Submission> batch) {
        batch.forEach(submission -> attempt(() -> desk.verify(submission)));
        attempt(() -> desk.prepare(batch));
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            desk.failed(e);
        }
    }

    /** In their order; none only when closed and nothing is left to claim. */
    private synchronized List<Submission> claim() throws InterruptedException {
        while (unclaimed.isEmpty() && !closed) {
            idle++;
            try {
                wait();
            } finally {
                idle--;
            }
        }
        int size = Math.min(unclaimed.size(), Math.max(1, Math.min(BATCH, unclaimed.size() / workers)));
        List<Submission> batch = new ArrayList<>(size);
        while (batch.size() < size) {
            Submission next = unclaimed.poll();
            lines.computeIfAbsent(next.sender(), Line::new).inOrder.add(next);
            batch.add(next);
        }
        return batch;
    }

    private void handOver(List<Submission> verified) {
        List<Line> mine = done(verified);
        for (List<Submission> ready = ready(mine); !ready.isEmpty(); ready = ready(mine)) {
            for (Submission submission : ready) {
                try {
                    desk.handOver(submission);
                } catch (RuntimeException | Error e) {
                    desk.failed(e);
                } finally {
                    inside.decrementAndGet();
                }
            }
        }
    }

    /** The lines that the calling thread is to hand over now: those at whose head something is done, and nobody is at it. */
    private synchronized List<Line> done(List<Submission> verified) {
        verified.forEach(Submission::done);
        List<Line> mine = new ArrayList<>();
        for (Submission submission : verified) {
            Line line = Objects.requireNonNull(lines.get(submission.sender()), "what was not done is in its line");
            if (!line.beingHandedOver && line.inOrder.getFirst().isDone()) {
                line.beingHandedOver = true;
                mine.add(line);
            }
        }
        return mine;
    }

    /** Takes what is done from the heads of the lines; gives up a line of which there is nothing. */
    private synchronized List<Submission> ready(List<Line> mine) {
        List<Submission> ready = new ArrayList<>();
        mine.removeIf(line -> {
            int before = ready.size();
            while (!line.inOrder.isEmpty() && line.inOrder.getFirst().isDone()) {
                ready.add(line.inOrder.remove());
            }
            line.beingHandedOver = ready.size() > before;
            if (!line.beingHandedOver && line.inOrder.isEmpty()) {
                lines.remove(line.sender);
            }
            return !line.beingHandedOver;
        });
        return ready;
    }
}
