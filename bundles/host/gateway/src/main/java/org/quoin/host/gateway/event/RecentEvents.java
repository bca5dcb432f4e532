package org.quoin.host.gateway.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, encoded once for all who are near the head; who is further behind has his own read. What is kept is bounded,
 * however many ask.
 */
final class RecentEvents {
    private static final int MAX_EVENTS = 2_048;

    /** Of their frames, in bytes. */
    private static final long MAX_BYTES = 4L << 20;

    private final EventReader reader;

    /** By sequence number modulo length; guarded by this, as all below. */
    private final @Nullable EncodedEvent[] kept = new EncodedEvent[MAX_EVENTS];

    private long first;
    private long next;
    private long bytes;

    RecentEvents(EventReader reader) {
        this.reader = reader;
    }

    /** As {@link EventReader#read}. */
    List<EncodedEvent> read(long from, int limit) {
        synchronized (this) {
            if (from >= first) {
                return from < next ? slice(from, limit) : load(from, limit);
            }
        }
        return reader.read(from, limit);
    }

    private List<EncodedEvent> slice(long from, int limit) {
        List<EncodedEvent> found = new ArrayList<>();
        for (long sequence = from; sequence < Math.min(next, from + limit); sequence++) {
            EncodedEvent event = kept[place(sequence)];
            if (event != null) {
                found.add(event);
            }
        }
        return found;
    }

    private List<EncodedEvent> load(long from, int limit) {
        List<EncodedEvent> found = reader.read(from, limit);
        if (!found.isEmpty() && from > next) { // nobody was near the head for a while
            while (first < next) {
                dropFirst();
            }
            first = from;
            next = from;
        }
        found.forEach(this::keep);
        return found;
    }

    private void keep(EncodedEvent event) {
        if (next - first == MAX_EVENTS) {
            dropFirst();
        }
        kept[place(event.sequence())] = event;
        next++;
        bytes += event.frame().size();
        while (bytes > MAX_BYTES) {
            dropFirst();
        }
    }

    private void dropFirst() {
        EncodedEvent event = kept[place(first)];
        bytes -= event == null ? 0 : event.frame().size();
        kept[place(first)] = null;
        first++;
    }

    private static int place(long sequence) {
        return (int) (sequence % MAX_EVENTS);
    }
}
