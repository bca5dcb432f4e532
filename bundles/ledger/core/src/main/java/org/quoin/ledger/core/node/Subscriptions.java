package org.quoin.ledger.core.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Subscription;

/**
 * Those who follow the events. Each reads them on a thread of its own, from where it stands, a page at a time: nothing is kept
 * for whoever is slow, and who makes blocks only says that there is something new.
 */
final class Subscriptions {
    private static final Logger LOG = System.getLogger(Subscriptions.class.getName());

    /** Events that are read ahead for a listener. */
    private static final int PAGE = 500;

    private final Reads reads;
    private final Executor threads;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

    /** Followers wait on it for news. No listener is ever called under it. */
    private final Object news = new Object();

    private volatile boolean closed;

    /** @param threads lends one to each subscription until it ends */
    Subscriptions(Reads reads, Executor threads) {
        this.reads = reads;
        this.threads = threads;
    }

    Subscription add(long from, Consumer<? super Event> listener) {
        long next = reads.chain().nextEvent();
        if (from < 0 || from > next) {
            throw new IllegalArgumentException(
                    "the next event will have the number " + next + ": choose that or one from 0 on, not " + from);
        }
        Follower follower = new Follower(from, listener);
        followers.add(follower);
        start(follower);
        if (closed) {
            follower.ledgerClosed();
        }
        return follower;
    }

    private void start(Follower follower) {
        try {
            threads.execute(follower);
        } catch (RuntimeException | Error e) {
            followers.remove(follower);
            throw e;
        }
    }

    /** Reads show more events than before. */
    void published() {
        synchronized (news) {
            news.notifyAll();
        }
    }

    /** Ends all subscriptions; listeners that are being called are not waited for. */
    void close() {
        closed = true;
        followers.forEach(Follower::ledgerClosed);
    }

    private final class Follower implements Subscription, Runnable {
        private final Consumer<? super Event> listener;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        /** Of the next event to deliver. Written by the follower's thread alone. */
        private volatile long next;

        private volatile boolean stopping;

        /** Why it stops, if nobody asked for it; guarded by this. */
        private @Nullable Throwable reason;

        /** Who is in the listener; guarded by this. */
        private @Nullable Thread caller;

        private Follower(long from, Consumer<? super Event> listener) {
            next = from;
            this.listener = listener;
        }

        @Override
        public CompletableFuture<Void> ended() {
            return ended.copy();
        }

        @Override
        public void close() {
            stop(null);
        }

        private void ledgerClosed() {
            stop(new IllegalStateException("the ledger was closed: subscribe again from event " + next));
        }

        /** The first reason counts. */
        private void stop(@Nullable Throwable cause) {
            synchronized (this) {
                if (stopping) {
                    return;
                }
                stopping = true;
                reason = cause;
                if (caller != null && caller != Thread.currentThread()) {
                    caller.interrupt();
                }
            }
            published();
        }

        @Override
        public void run() {
            try {
                while (awaitNews()) {
                    for (Event event : reads.events(next, PAGE).items()) {
                        deliver(event);
                    }
                }
            } catch (InterruptedException e) {
                stop(e);
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                if (!stopping) {
                    LOG.log(Level.WARNING, "A subscription ends at event " + next + " because this was thrown", e);
                }
                stop(e);
            } finally {
                end();
            }
        }

        private void end() {
            followers.remove(this);
            Throwable cause;
            synchronized (this) {
                cause = reason;
            }
            if (cause == null) {
                ended.complete(null);
            } else {
                ended.completeExceptionally(cause);
            }
        }

        /** @return false if there is nothing more to do */
        private boolean awaitNews() throws InterruptedException {
            synchronized (news) {
                while (!stopping && reads.chain().nextEvent() <= next) {
                    news.wait();
                }
            }
            return !stopping;
        }

        private void deliver(Event event) {
            synchronized (this) {
                if (stopping) {
                    return;
                }
                caller = Thread.currentThread();
            }
            try {
                listener.accept(event);
                next = event.sequence() + 1;
            } finally {
                synchronized (this) {
                    caller = null;
                    // Nothing of the listener's stays with the thread: an interrupt would close the journal's file.
                    boolean unused = Thread.interrupted();
                }
            }
        }
    }
}
