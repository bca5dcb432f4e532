package org.quoin.ledger.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What becomes of a path: the value that stands there afterwards, or none. */
final class Edit implements Comparable<Edit> {
    final byte[] path;
    final byte @Nullable [] value;

    /** Of the leaf where the search for it ended, its place in its page: a hint. */
    int leaf;

    private final long head;

    /** @param value null removes */
    Edit(byte[] path, byte @Nullable [] value) {
        this.path = path;
        this.value = value;
        head = Key.head(path);
    }

    /** A bit of the path. Most are among the first, and need no look at the array. */
    boolean bit(int index) {
        return index < Long.SIZE ? head << index < 0 : Keys.bit(path, index);
    }

    @Override
    public int compareTo(Edit other) {
        return head != other.head ? Long.compareUnsigned(head, other.head) : Arrays.compareUnsigned(path, other.path);
    }
}
