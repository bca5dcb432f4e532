package org.quoin.ledger.core.block;

import java.util.List;
import org.quoin.ledger.api.Hash;
import org.quoin.rules.codec.Writer;

/**
 * The root of a list: the tree of RFC 6962, section 2.1 (leaf = H(00 ‖ data), node = H(01 ‖ left ‖ right), the left side the
 * largest power of two below the size), and over it H(02 ‖ size u64 ‖ tree), so that the root also says how many there are.
 * An empty list has the zero root.
 */
public final class MerkleList {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final byte[] LIST = {2};

    private MerkleList() {}

    public static Hash root(List<byte[]> items) {
        if (items.isEmpty()) {
            return Hash.ZERO;
        }
        byte[] size = new Writer(8).u64(items.size()).toBytes();
        return Hash.sha256(LIST, size, tree(items).toArray());
    }

    static Hash tree(List<byte[]> items) {
        if (items.size() == 1) {
            return Hash.sha256(LEAF, items.get(0));
        }
        int left = Integer.highestOneBit(items.size() - 1);
        return Hash.sha256(
                NODE,
                tree(items.subList(0, left)).toArray(),
                tree(items.subList(left, items.size())).toArray());
    }
}
