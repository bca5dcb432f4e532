package org.quoin.host.gateway.event;

import java.util.Set;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.console.Fields;

/**
 * An event as it is sent, to however many.
 *
 * @param accounts all that it names
 * @param shown as in an answer of JSON
 * @param frame as in a stream: see {@link Frames}
 */
record EncodedEvent(long sequence, String type, Set<String> accounts, Fields shown, Bytes frame) {
    String capability() {
        return type.substring(0, Math.max(0, type.indexOf('.')));
    }
}
