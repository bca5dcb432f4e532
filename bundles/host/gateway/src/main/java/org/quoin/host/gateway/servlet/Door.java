package org.quoin.host.gateway.servlet;

import java.util.concurrent.atomic.AtomicInteger;

/** What all requests share: threads, time and memory. */
public final class Door implements AutoCloseable {
    private final Limits limits;
    private final Workers workers;
    private final Deadlines deadlines = new Deadlines();
    private final Budget bodies;
    private final AtomicInteger open = new AtomicInteger();

    public Door(Limits limits) {
        this.limits = limits;
        this.workers = new Workers(limits.threads(), limits.waiting());
        this.bodies = new Budget(limits.bodies());
    }

    /** From now on as many threads run handlers. */
    public void threads(int count) {
        workers.resize(count);
    }

    /** Requests that are not yet answered to the end, listeners to events among them. */
    public int open() {
        return open.get();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    Limits limits() {
        return limits;
    }

    Workers workers() {
        return workers;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Budget bodies() {
        return bodies;
    }

    @Override
    public void close() {
        workers.close();
        deadlines.close();
    }
}
