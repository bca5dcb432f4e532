package org.quoin.host.gateway.servlet;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that run handlers. What is begun goes on whatever waits; what is new is refused when too much does. */
final class Workers implements AutoCloseable {
    private final int waiting;
    private final ThreadPoolExecutor threads;

    /** @param waiting most requests that wait for a thread */
    Workers(int count, int waiting) {
        this.waiting = waiting;
        threads = new ThreadPoolExecutor(count, count, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(work, "gateway-worker");
            made.setDaemon(true);
            return made;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException if too much waits, or nothing is done any more */
    void begin(Runnable work) {
        if (threads.getQueue().size() >= waiting) {
            throw new RejectedExecutionException("too many requests wait");
        }
        threads.execute(work);
    }

    /** For answers to what was begun. */
    Executor goOn() {
        return threads;
    }

    void resize(int count) {
        if (count > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(count);
            threads.setCorePoolSize(count);
        } else {
            threads.setCorePoolSize(count);
            threads.setMaximumPoolSize(count);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
