package org.quoin.ledger.core.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where each record stands: 8 bytes of memory a record, and of those that somebody else remembers nothing. One thread adds,
 * any thread looks up or forgets.
 */
final class Positions {
    /** From its first byte to after its last. */
    record Span(long from, long to) {
        int size() {
            return Math.toIntExact(to - from);
        }
    }

    private static final int ROOM = 1024;

    private final long first;
    private final long begin;

    /** Knows the records that are not here any more. */
    private @Nullable Earlier earlier;

    /** The height and the end of the last record that is not here. */
    private long baseHeight;

    private long base;
    private long[] ends = new long[ROOM];
    private int count;

    /** @param start before the first record of the journal */
    Positions(Point start) {
        first = start.height() + 1;
        begin = start.position();
        baseHeight = start.height();
        base = start.position();
    }

    synchronized void add(long end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = end;
    }

    /** Leaves the records up to a point to who remembers them. Nothing changes if they are left already. */
    synchronized void leave(Earlier remembered) {
        long gone = remembered.point().height() - baseHeight;
        if (gone < 0) {
            return;
        }
        earlier = remembered;
        baseHeight = remembered.point().height();
        base = remembered.point().position();
        int kept = (int) Math.max(0, count - gone);
        long[] rest = new long[Math.max(ROOM, kept)];
        System.arraycopy(ends, count - kept, rest, 0, kept);
        ends = rest;
        count = kept;
    }

    /** @throws IllegalArgumentException if there is no such record */
    Span of(long height) {
        Earlier remembered;
        synchronized (this) {
            long index = height - baseHeight - 1;
            if (height < first || index >= count) {
                throw new IllegalArgumentException("the journal has no block " + height);
            }
            if (index >= 0) {
                int i = (int) index;
                return new Span(i == 0 ? base : ends[i - 1], ends[i]);
            }
            remembered = earlier;
        }
        if (remembered == null) {
            throw new IllegalStateException("nobody remembers block " + height);
        }
        return new Span(height == first ? begin : remembered.end(height - 1), remembered.end(height));
    }
}
