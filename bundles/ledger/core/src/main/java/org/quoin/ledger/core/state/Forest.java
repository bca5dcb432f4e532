package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.difference;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;

/**
 * Joins subtrees, which come in ascending order of their paths, into one trie. Where two neighbours differ first is where
 * they part, so their least paths are enough.
 */
final class Forest {
    private final Hasher hasher;

    /** Those that are complete on their right, with ever greater bits; the last one is that of the last subtree added. */
    private final Deque<Tree> trees = new ArrayDeque<>();

    private byte @Nullable [] last;
    private long size;

    Forest(Hasher hasher) {
        this.hasher = hasher;
    }

    /** @param bit in which the paths below differ first from those of the tree before it; -1 if there is none */
    private record Tree(int bit, Node node, Digest hash) {}

    /**
     * @param node of one leaf, or a bucket
     * @throws IllegalArgumentException if its first path is not greater than that of the one before, or both are of buckets
     *     and fit one
     */
    void add(Node node, Digest hash) {
        int bit = last == null ? -1 : split(last, node.first());
        join(bit);
        trees.addLast(new Tree(bit, node, hash));
        last = node.first();
        size += node.count();
    }

    private static int split(byte[] last, byte[] next) {
        if (last.length != next.length || Arrays.compareUnsigned(last, next) >= 0) {
            throw new IllegalArgumentException("its paths do not ascend");
        }
        return difference(last, next);
    }

    Trie trie() {
        join(-1);
        Tree whole = trees.peekLast();
        return whole == null ? Trie.EMPTY : new Trie(whole.node, whole.hash, size, Weight.of(whole.node));
    }

    /** All that part after a bit. */
    private void join(int bit) {
        while (trees.size() > 1 && trees.getLast().bit > bit) {
            Tree right = trees.removeLast();
            Tree left = trees.removeLast();
            Branch node = new Branch(right.bit, left.node, left.hash, right.node, right.hash);
            if (node.fitsABucket() && left.node instanceof Bucket) {
                throw new IllegalArgumentException("two neighbours in the store would fit one bucket");
            }
            Digest hash = hasher.node(right.bit, left.hash, right.hash);
            trees.addLast(new Tree(left.bit, node.packed(hash), hash));
        }
    }
}
