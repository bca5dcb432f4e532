package org.quoin.host.gateway.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.ProblemException;

/** Takes in a body as it comes, up to a size, and not for ever. */
final class BodyReader implements ReadListener, Deadlines.Deadline {
    private static final Logger LOG = System.getLogger(BodyReader.class.getName());

    private final ServletInputStream in;
    private final int most;
    private final Door door;
    private final Consumer<byte[]> whole;
    private final Consumer<ProblemException> refused;
    private final long begun = System.nanoTime();
    private final byte[] buffer = new byte[8 * 1024];
    private @Nullable ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile long count;
    private long held;

    /**
     * @param most bytes
     * @param whole given all of it
     * @param refused told why no more of it is read
     */
    BodyReader(ServletInputStream in, int most, Door door, Consumer<byte[]> whole, Consumer<ProblemException> refused) {
        this.in = in;
        this.most = most;
        this.door = door;
        this.whole = whole;
        this.refused = refused;
    }

    void begin() {
        door.deadlines().watch(this);
        in.setReadListener(this);
    }

    /** Gives back the room that the body takes. */
    synchronized void end() {
        door.deadlines().forget(this);
        body = null;
        door.bodies().giveBack(held);
        held = 0;
    }

    @Override
    public void onDataAvailable() throws IOException {
        ProblemException problem = read();
        if (problem != null) {
            refused.accept(problem);
        }
    }

    private synchronized @Nullable ProblemException read() throws IOException {
        while (body != null && in.isReady() && !in.isFinished()) {
            int length = in.read(buffer);
            if (length <= 0) {
                continue;
            }
            if (count + length > most) {
                body = null;
                return tooLarge(most);
            }
            if (!door.bodies().take(length)) {
                body = null;
                return ProblemException.of(503, "OVERLOADED", "Too much is being sent at once: try again in a second.")
                        .with("retry-after", "1");
            }
            held += length;
            count += length;
            body.write(buffer, 0, length);
        }
        return null;
    }

    static ProblemException tooLarge(int most) {
        return ProblemException.of(413, "TOO_LARGE", "The body is larger than " + most + " bytes: send less at once.");
    }

    @Override
    public void onAllDataRead() {
        byte[] all;
        synchronized (this) {
            door.deadlines().forget(this);
            if (body == null) {
                return;
            }
            all = body.toByteArray();
            body = null;
        }
        whole.accept(all);
    }

    @Override
    public boolean isMissed(long now) {
        return now - begun > door.limits().reading().allowed(count);
    }

    @Override
    public void missed() {
        synchronized (this) {
            if (body == null) {
                return;
            }
            body = null;
        }
        refused.accept(ProblemException.of(
                408, "TOO_SLOW", "The body comes too slowly: send it at once, over a connection that carries it."));
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "A body has broken off", failure);
        synchronized (this) {
            if (body == null) {
                return;
            }
            body = null;
        }
        refused.accept(ProblemException.of(
                400, "BROKEN_BODY", "The body broke off, or its chunks are malformed: send it again, whole."));
    }
}
