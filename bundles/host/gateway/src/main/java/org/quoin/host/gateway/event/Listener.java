package org.quoin.host.gateway.event;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.quoin.host.gateway.http.Outlet;
import org.quoin.ledger.api.Bytes;

/**
 * Somebody who stays connected. All that is kept of him is where he is: what he has not taken yet is read when he takes it, so a
 * slow client costs what a fast one does.
 */
final class Listener {
    /** In bytes: when a chunk is as long, nothing more is added to it. */
    private static final int CHUNK = 16 * 1024;

    /** Events that are looked at together. */
    private static final int PAGE = 100;

    /** Events that are looked at for one chunk, wanted or not. */
    private static final int MAX_SCANNED = 1_000;

    /** Events in a row that are not wanted, until the client is told how far that goes. */
    private static final int MAX_SKIPPED = 1_000;

    /** In a row, before others have their turn. */
    private static final int CHUNKS_A_TURN = 8;

    private final String client;
    private final EventFilter filter;
    private final Outlet outlet;
    private final EventFeed feed;
    private final long heartbeat;

    /** What there may be to do since it was last done; whoever raises it from 0 sees to it. */
    private final AtomicLong calls = new AtomicLong();

    /** Whether it is the client's turn to take something. So it is until the connection says otherwise for the first time. */
    private volatile boolean blocked = true;

    private volatile long lastWrite = System.nanoTime();

    // Used in a turn alone, and turns come one after the other.
    private long cursor;
    private boolean opened;
    private long headHeight = -1;
    private int skipped;

    /** @param from the sequence number of the first event wanted */
    Listener(String client, long from, EventFilter filter, Outlet outlet, EventFeed feed, Duration heartbeat) {
        this.client = client;
        this.cursor = from;
        this.filter = filter;
        this.outlet = outlet;
        this.feed = feed;
        this.heartbeat = heartbeat.toNanos();
    }

    String client() {
        return client;
    }

    /** The client takes something again. */
    void unblock() {
        blocked = false;
        wake();
    }

    /** There may be something for it. */
    void wake() {
        if (!blocked && calls.getAndIncrement() == 0) {
            feed.execute(this::take);
        }
    }

    boolean isSilent() {
        return System.nanoTime() - lastWrite >= heartbeat;
    }

    void close() {
        outlet.close();
    }

    private void take() {
        long answered = calls.get();
        boolean more;
        try {
            more = turn();
            feed.told(null);
        } catch (RuntimeException e) {
            feed.told(e);
            outlet.close();
            return;
        }
        if (more || calls.addAndGet(-answered) != 0) {
            feed.execute(this::take);
        }
    }

    /** @return whether there is more to do at once */
    private boolean turn() {
        for (int i = 0; i < CHUNKS_A_TURN; i++) {
            blocked = true; // before the question, so that its answer cannot be missed
            if (!outlet.isReady()) {
                return false;
            }
            blocked = false;
            long before = cursor;
            Bytes chunk = chunk();
            if (chunk.size() > 0) {
                outlet.write(chunk.toArray());
                lastWrite = System.nanoTime();
            } else if (cursor == before) {
                return false;
            }
        }
        return true;
    }

    private Bytes chunk() {
        Chunk chunk = new Chunk();
        if (!opened) {
            opened = true;
            chunk.add(Frames.opening(cursor - 1));
        }
        Head head = feed.head();
        if (head.height() > headHeight) {
            headHeight = head.height();
            chunk.add(head.frame());
        }
        addEvents(chunk);
        if (chunk.size() == 0 && isSilent()) {
            chunk.add(skipped > 0 ? skipped() : Frames.heartbeat());
        }
        return chunk.bytes();
    }

    private void addEvents(Chunk chunk) {
        long end = cursor + MAX_SCANNED;
        while (cursor < end && chunk.size() < CHUNK) {
            List<EncodedEvent> events = feed.events(cursor, PAGE);
            if (events.isEmpty()) {
                return;
            }
            for (int i = 0; i < events.size() && chunk.size() < CHUNK; i++) {
                add(events.get(i), chunk);
            }
        }
    }

    private void add(EncodedEvent event, Chunk chunk) {
        cursor = event.sequence() + 1;
        if (filter.matches(event)) {
            skipped = 0;
            chunk.add(event.frame());
        } else {
            skipped++;
            if (skipped == MAX_SKIPPED) {
                chunk.add(skipped());
            }
        }
    }

    private Bytes skipped() {
        skipped = 0;
        return Frames.skipped(cursor - 1);
    }

    private static final class Chunk {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        int size() {
            return bytes.size();
        }

        void add(Bytes frame) {
            bytes.writeBytes(frame.toArray());
        }

        Bytes bytes() {
            return Bytes.of(bytes.toByteArray());
        }
    }
}
