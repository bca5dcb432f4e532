package org.quoin.ledger.core.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MountainRange;

/**
 * The tree over the hashes of all headers, of which any header's place can be proved. It reads the headers that it needs, and
 * remembers the heads of whole subtrees of at least 2^{@value #KEPT_LEVEL} of them: less than a byte for each block. The first
 * proof over a long chain reads it all; later ones read at most two such subtrees.
 */
public final class Ancestry {
    private static final int KEPT_LEVEL = 10;

    private final LongFunction<Hash> headers;
    private final Map<Subtree, Hash> kept = new ConcurrentHashMap<>();

    private record Subtree(long from, long size) {}

    /** @param headers gives the hash of the header of a block */
    public Ancestry(LongFunction<Hash> headers) {
        this.headers = headers;
    }

    /**
     * The siblings on the way from a header up to the tree over the first {@code size} headers, from below: the audit path of
     * RFC 6962, section 2.1.1.
     *
     * @param height less than {@code size}
     */
    public List<Hash> siblings(long height, long size) {
        List<Hash> fromAbove = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + leftSize(to - from);
            if (height < middle) {
                fromAbove.add(tree(middle, to));
                to = middle;
            } else {
                fromAbove.add(tree(from, middle));
                from = middle;
            }
        }
        Collections.reverse(fromAbove);
        return fromAbove;
    }

    private Hash tree(long from, long to) {
        long size = to - from;
        if (size == 1) {
            return MountainRange.leaf(headers.apply(from));
        }
        boolean isKept = Long.bitCount(size) == 1 && size >= 1L << KEPT_LEVEL;
        Subtree subtree = new Subtree(from, size);
        Hash known = isKept ? kept.get(subtree) : null;
        if (known != null) {
            return known;
        }
        long middle = from + leftSize(size);
        Hash tree = MountainRange.node(tree(from, middle), tree(middle, to));
        if (isKept) {
            kept.put(subtree, tree);
        }
        return tree;
    }

    /** The largest power of two that is less than the size. */
    private static long leftSize(long size) {
        return Long.highestOneBit(size - 1);
    }
}
