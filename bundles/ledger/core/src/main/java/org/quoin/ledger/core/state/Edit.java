package org.quoin.ledger.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Leaf;

/** What becomes of a path: the value that stands there afterwards, or none. */
final class Edit implements Comparable<Edit> {
    final byte[] path;
    final byte @Nullable [] value;

    /** Whether it is known to change nothing. */
    boolean idle;

    /** @param value null removes */
    Edit(byte[] path, byte @Nullable [] value) {
        this.path = path;
        this.value = value;
    }

    /** Whether the leaf is what it would leave. */
    boolean isIn(Leaf leaf) {
        return Arrays.equals(leaf.path, path) && Arrays.equals(leaf.value, value);
    }

    @Override
    public int compareTo(Edit other) {
        return Arrays.compareUnsigned(path, other.path);
    }
}
