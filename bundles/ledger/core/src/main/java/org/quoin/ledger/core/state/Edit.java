package org.quoin.ledger.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What becomes of a path: the value that stands there afterwards, or none. */
final class Edit implements Comparable<Edit> {
    final byte[] path;
    final byte @Nullable [] value;

    /** @param value null removes */
    Edit(byte[] path, byte @Nullable [] value) {
        this.path = path;
        this.value = value;
    }

    @Override
    public int compareTo(Edit other) {
        return Arrays.compareUnsigned(path, other.path);
    }
}
