package org.quoin.ledger.api;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle mountain range: a list of hashes that only grows, of which no more than a hash for each bit of its size has to be
 * kept. Immutable; growing costs one hash on the average and {@code log(size)} at most.
 *
 * <p>A mountain is the Merkle tree over a power of two of neighbouring items; there is one for each one-bit of the size, the
 * largest first. Its top is its peak. Hashed by SHA-256, {@code ‖} joins:
 *
 * <table>
 * <caption>Everything that is hashed</caption>
 * <tr><td>leaf</td><td>{@code 00 ‖ item (32)}</td></tr>
 * <tr><td>node</td><td>{@code 01 ‖ left (32) ‖ right (32)}</td></tr>
 * <tr><td>root</td><td>{@code 02 ‖ size u64, big-endian ‖ tree (32)}; of an empty list 32 zero bytes</td></tr>
 * </table>
 *
 * <p>The tree is that of RFC 6962, section 2.1, which is the last peak, joined as the right side with the peak before it as the
 * left, and so on up to the first peak. The root says the size besides, so that an item has one place only.
 *
 * @param size how many items, from 0
 * @param peaks of the mountains, the largest first
 */
public record MountainRange(long size, List<Hash> peaks) {
    public static final MountainRange EMPTY = new MountainRange(0, List.of());

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final byte[] ROOT = {2};

    /** @throws IllegalArgumentException if a range of this size has not so many peaks */
    public MountainRange {
        peaks = List.copyOf(peaks);
        if (size < 0 || Long.bitCount(size) != peaks.size()) {
            throw new IllegalArgumentException(
                    "a mountain range over " + size + " items has not " + peaks.size() + " peaks");
        }
    }

    /** This range and one item more. */
    public MountainRange with(Hash item) {
        return withLeaf(leaf(item));
    }

    MountainRange withLeaf(Hash leaf) {
        List<Hash> next = new ArrayList<>(peaks);
        Hash peak = leaf;
        for (long mountains = size; (mountains & 1) == 1; mountains >>>= 1) {
            peak = node(next.remove(next.size() - 1), peak);
        }
        next.add(peak);
        return new MountainRange(size + 1, next);
    }

    public Hash root() {
        if (size == 0) {
            return Hash.ZERO;
        }
        byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(size).array();
        return Hash.sha256(ROOT, count, tree().toArray());
    }

    /** Of a range that is not empty: the tree head of RFC 6962. */
    Hash tree() {
        Hash tree = peaks.get(peaks.size() - 1);
        for (int left = peaks.size() - 2; left >= 0; left--) {
            tree = node(peaks.get(left), tree);
        }
        return tree;
    }

    /** The hash of an item where it stands in the tree. */
    public static Hash leaf(Hash item) {
        return Hash.sha256(LEAF, item.toArray());
    }

    /** What stands above two hashes of the tree. */
    public static Hash node(Hash left, Hash right) {
        return Hash.sha256(NODE, left.toArray(), right.toArray());
    }
}
