package org.quoin.ledger.core.platform;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Leaves out the escape sequences by which programs colour a terminal (ECMA-48, section 5.4): a script wants none. */
final class PlainText extends FilterOutputStream {
    private static final int ESCAPE = 0x1b;
    private static final int FIRST_FINAL = 0x40;
    private static final int LAST_FINAL = 0x7e;

    private State state = State.TEXT;

    private enum State {
        TEXT,
        ESCAPED,
        SEQUENCE
    }

    PlainText(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        switch (state) {
            case TEXT -> {
                if (b == ESCAPE) {
                    state = State.ESCAPED;
                } else {
                    out.write(b);
                }
            }
            case ESCAPED -> state = b == '[' ? State.SEQUENCE : State.TEXT;
            case SEQUENCE -> {
                if (b >= FIRST_FINAL && b <= LAST_FINAL) {
                    state = State.TEXT;
                }
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int next = offset;
        while (next < end) {
            int start = next;
            while (state == State.TEXT && next < end && bytes[next] != ESCAPE) {
                next++;
            }
            out.write(bytes, start, next - start);
            if (next < end) {
                write(bytes[next]);
                next++;
            }
        }
    }
}
