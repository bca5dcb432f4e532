package org.quoin.host.gateway.http;

/** Where an answer goes that has no end of its own. Any thread may use it, one at a time but for {@link #close}. */
public interface Outlet {
    /**
     * Whether the client takes something now. If not, what was given to {@link #whenReady} is run as soon as it does.
     */
    boolean isReady();

    /**
     * Sends bytes at once, and without waiting.
     *
     * @throws IllegalStateException unless {@link #isReady}
     */
    void write(byte[] content);

    /** What to run, on any thread, when the client takes something again. Set once, before anything else. */
    void whenReady(Runnable again);

    /** What to run, on any thread, once, when the client or the server has ended the connection. Set once. */
    void whenClosed(Runnable closed);

    /** Ends the answer. */
    void close();
}
