package org.quoin.host.gateway.servlet;

import java.io.IOException;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;

/** Sends an answer as the client takes it, and not for ever. */
final class AnswerWriter implements WriteListener, Deadlines.Deadline {
    private static final int AT_ONCE = 32 * 1024;

    private final ServletOutputStream out;
    private final byte[] content;
    private final Limits.Pace pace;
    private final Runnable sent;
    private final Runnable cut;
    private final long begun = System.nanoTime();
    private int offset;

    /**
     * @param sent run when all is
     * @param cut run if the client has gone, or takes it too slowly
     */
    AnswerWriter(ServletOutputStream out, byte[] content, Limits.Pace pace, Runnable sent, Runnable cut) {
        this.out = out;
        this.content = content;
        this.pace = pace;
        this.sent = sent;
        this.cut = cut;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (offset == content.length) {
                sent.run();
                return;
            }
            int length = Math.min(AT_ONCE, content.length - offset);
            int from = offset;
            offset += length;
            out.write(content, from, length);
        }
    }

    @Override
    public boolean isMissed(long now) {
        return now - begun > pace.allowed(content.length);
    }

    @Override
    public void missed() {
        cut.run();
    }

    @Override
    public void onError(Throwable failure) {
        cut.run();
    }
}
