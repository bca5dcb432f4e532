package org.quoin.host.gateway.servlet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.quoin.host.gateway.http.Outlet;

/** An answer without an end, on a servlet's stream that never blocks. */
final class ServletOutlet implements Outlet, WriteListener, Deadlines.Deadline {
    private static final Logger LOG = System.getLogger(ServletOutlet.class.getName());

    private final ServletOutputStream out;
    private final Duration stall;
    private final Runnable end;
    private final Runnable cut;
    private Runnable again = () -> {};
    private Runnable closed = () -> {};
    private boolean begun;
    private boolean unflushed = true; // the headers
    private boolean ended;
    private volatile boolean blocked;
    private volatile long taken = System.nanoTime();

    /**
     * @param stall how long nothing at all may be taken
     * @param end ends the answer
     * @param cut ends the connection
     */
    ServletOutlet(ServletOutputStream out, Duration stall, Runnable end, Runnable cut) {
        this.out = out;
        this.stall = stall;
        this.end = end;
        this.cut = cut;
    }

    @Override
    public synchronized boolean isReady() {
        if (!begun || ended) {
            return false;
        }
        try {
            boolean ready = flushed() && out.isReady();
            blocked = !ready;
            return ready;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client is gone", e);
            cut.run();
            return false;
        }
    }

    private boolean flushed() throws IOException {
        if (unflushed) {
            if (!out.isReady()) {
                return false;
            }
            unflushed = false;
            out.flush();
        }
        return true;
    }

    @Override
    public synchronized void write(byte[] content) {
        if (ended) {
            return;
        }
        try {
            out.write(content);
            unflushed = true;
            blocked = !flushed();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client is gone", e);
            cut.run();
        }
    }

    @Override
    public synchronized void whenReady(Runnable action) {
        again = action;
    }

    @Override
    public void whenClosed(Runnable action) {
        synchronized (this) {
            if (!ended) {
                closed = action;
                return;
            }
        }
        action.run();
    }

    @Override
    public void onWritePossible() {
        Runnable next;
        synchronized (this) {
            begun = true;
            blocked = false;
            taken = System.nanoTime();
            next = again;
        }
        if (isReady()) {
            next.run();
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "The client is gone", failure);
        cut.run();
    }

    @Override
    public void close() {
        end.run();
    }

    /** The connection has ended, by whomever. */
    void ended() {
        Runnable told;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            told = closed;
            closed = () -> {};
            again = () -> {};
        }
        told.run();
    }

    @Override
    public boolean isMissed(long now) {
        return blocked && now - taken > stall.toNanos();
    }

    @Override
    public void missed() {
        cut.run();
    }
}
