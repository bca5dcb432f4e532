package org.quoin.host.gateway.event;

import java.nio.charset.StandardCharsets;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/** Server-Sent Events in the form of the HTML standard, section 9.2. */
final class Frames {
    /** In milliseconds, until a client whose connection has ended comes back. */
    private static final int RETRY = 1_000;

    private Frames() {}

    /**
     * Says where the stream begins, which is not shown to anybody: a client that is cut off before the first event goes on from
     * there, and not from wherever the ledger is by then.
     *
     * @param before the sequence number before the first, -1 if that is 0
     */
    static Bytes opening(long before) {
        return ascii("retry: " + RETRY + "\nid: " + before + "\n\n");
    }

    static Bytes event(long sequence, Fields data) {
        return ascii("id: " + sequence + "\ndata: " + JsonView.line(data) + "\n\n");
    }

    /** That nothing up to here was of interest, so that a client that is cut off need not have it looked at again. */
    static Bytes skipped(long sequence) {
        return ascii("id: " + sequence + "\nevent: skipped\ndata: " + JsonView.line(Fields.of("sequence", sequence))
                + "\n\n");
    }

    static Bytes head(Fields data) {
        return ascii("event: head\ndata: " + JsonView.line(data) + "\n\n");
    }

    /** A comment. */
    static Bytes heartbeat() {
        return ascii(":\n\n");
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
