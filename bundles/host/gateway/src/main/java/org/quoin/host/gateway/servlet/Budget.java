package org.quoin.host.gateway.servlet;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be held for all clients together. */
final class Budget {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    Budget(long most) {
        this.most = most;
    }

    /** Whether there is room: if so it is taken. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** For what is there already: others will have to wait for it. */
    void takeAnyway(long bytes) {
        held.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
