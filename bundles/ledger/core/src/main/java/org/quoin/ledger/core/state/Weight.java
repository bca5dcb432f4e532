package org.quoin.ledger.core.state;

import org.quoin.ledger.core.state.Node.Branch;

/** What nodes take of the heap, estimated from above for a 64-bit JVM with compressed references, in bytes. */
final class Weight {
    private static final long BRANCH = 96;

    /** The object, and the heads of its two arrays with what fills them up. */
    private static final long PAGE = 32 + 2 * 24;

    private Weight() {}

    /** Buckets in the store count nothing, loaded or not. There is one branch less than pages and buckets. */
    static long of(Node node) {
        if (node instanceof Branch branch) {
            return of(branch.left) + of(branch.right);
        }
        return node instanceof Page page ? BRANCH + PAGE + page.bytes() : 0;
    }
}
