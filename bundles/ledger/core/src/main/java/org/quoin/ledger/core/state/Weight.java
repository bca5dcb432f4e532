package org.quoin.ledger.core.state;

import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Leaf;

/** What nodes take of the heap, estimated from above for a 64-bit JVM with compressed references, in bytes. */
final class Weight {
    /** There is one branch less than leaves. */
    private static final long LEAF_AND_BRANCH = 24 + 96;

    private static final long ARRAY = 24;

    private Weight() {}

    static long of(Leaf leaf) {
        return LEAF_AND_BRANCH + 2 * ARRAY + leaf.path.length + leaf.value.length;
    }

    /** Buckets in the store count nothing, loaded or not. */
    static long of(Node node) {
        if (node instanceof Branch branch) {
            return of(branch.left) + of(branch.right);
        }
        return node instanceof Leaf leaf ? of(leaf) : 0;
    }
}
