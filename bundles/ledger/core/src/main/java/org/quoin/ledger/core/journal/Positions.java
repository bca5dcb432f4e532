package org.quoin.ledger.core.journal;

import java.util.Arrays;

/** Where each record stands: 8 bytes of memory a record. One thread adds, any thread looks up. */
final class Positions {
    /** From its first byte to after its last. */
    record Span(long from, long to) {
        int size() {
            return Math.toIntExact(to - from);
        }
    }

    private final Point start;
    private long[] ends = new long[1024];
    private int count;

    Positions(Point start) {
        this.start = start;
    }

    synchronized void add(long end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = end;
    }

    /** @throws IllegalArgumentException if there is no such record */
    synchronized Span of(long height) {
        long index = height - start.height() - 1;
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("the journal has no block " + height);
        }
        int i = (int) index;
        return new Span(i == 0 ? start.position() : ends[i - 1], ends[i]);
    }
}
