package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Leaf;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * One pass over a trie for all edits: each node is visited, made and hashed at most once.
 *
 * <p>What takes the time beside hashing is waiting for memory, since the nodes of a large trie are in no cache of the
 * processor. So a node that is not on the way of any edit is not looked at, and some edits are searched for side by side
 * before they are applied: the processor then fetches what they need at once.
 */
final class Batch {
    /** How many edits are searched for side by side: few enough that what they fetch is still near when it is used. */
    private static final int SIDE_BY_SIDE = 64;

    private final Edit[] edits;
    private final Hasher hasher;
    private final Node[] reached = new Node[SIDE_BY_SIDE];

    /** How many of the edits have been searched for. */
    private int sought;

    private long growth;
    private long unstored;

    /** Of the node that was returned last. */
    private Digest hash = Digest.ZERO;

    /** @param edits in ascending order of their paths, each path once, at least one */
    Batch(Edit[] edits, Hasher hasher) {
        this.edits = edits;
        this.hasher = hasher;
    }

    Trie apply(Trie trie) {
        Node next = apply(trie.node(), trie.hash(), 0, 0, edits.length);
        return next == trie.node()
                ? trie
                : next == null ? Trie.EMPTY : new Trie(next, hash, trie.size() + growth, trie.unstored() + unstored);
    }

    /**
     * What {@code node} becomes by the edits from {@code from} to before {@code to}; null if nothing is left. Its hash is
     * in {@link #hash}.
     *
     * @param depth how many leading bits all these paths are known to have in common
     */
    private @Nullable Node apply(@Nullable Node node, Digest before, int depth, int from, int to) {
        if (from == to) {
            hash = before;
            return node;
        }
        if (from >= sought && to - from <= SIDE_BY_SIDE) {
            seek(node, from, to);
            sought = to;
        }
        Subtree subtree = node instanceof Bucket bucket ? bucket.open(before) : (Subtree) node;
        int split = split(subtree, depth, edits[from].path, edits[to - 1].path);
        if (split == edits[from].path.length * 8) {
            return replace(node, (Leaf) subtree, before, edits[from]);
        }
        Branch here = subtree instanceof Branch branch && branch.shared() == split ? branch : null;
        Node left = null;
        Node right = null;
        if (here != null) {
            left = here.left;
            right = here.right;
        } else if (node != null && bit(node.first(), split)) {
            right = node;
        } else {
            left = node;
        }
        int middle = firstOnTheRight(from, to, split);
        Node nextLeft = apply(left, here == null ? before : here.leftHash(), split + 1, from, middle);
        Digest leftHash = hash;
        Node nextRight = apply(right, here == null ? before : here.rightHash(), split + 1, middle, to);
        Digest rightHash = hash;
        if (here != null && nextLeft == left && nextRight == right) {
            hash = before;
            return node;
        }
        if (here != null) {
            takeOut(node, here);
        }
        if (nextLeft == null || nextRight == null) {
            hash = nextLeft == null ? rightHash : leftHash;
            return nextLeft == null ? nextRight : nextLeft;
        }
        hash = hasher.node(split, leftHash, rightHash);
        return here == null
                ? new Branch(split, nextLeft, leftHash, nextRight, rightHash)
                : here.with(nextLeft, leftHash, nextRight, rightHash);
    }

    /** Follows the edits down from a node, all by one step at a time, and notes which of them change nothing. */
    private void seek(@Nullable Node node, int from, int to) {
        Arrays.fill(reached, 0, to - from, node);
        boolean further = true;
        while (further) {
            further = false;
            for (int i = from; i < to; i++) {
                Node at = reached[i - from];
                if (at instanceof Branch branch) {
                    reached[i - from] = branch.child(edits[i].path);
                    further = true;
                } else if (at instanceof Bucket bucket) {
                    reached[i - from] = bucket.present();
                    further = true;
                }
            }
        }
        for (int i = from; i < to; i++) {
            edits[i].idle = reached[i - from] instanceof Leaf leaf && edits[i].isIn(leaf);
        }
    }

    /** The first bit in which the paths below {@code node} and those of the edits, of which the outer two suffice, differ. */
    private static int split(@Nullable Subtree node, int depth, byte[] least, byte[] greatest) {
        if (node == null) {
            return difference(least, greatest);
        }
        if (node.shared() == depth) {
            return depth;
        }
        byte[] path = node.first();
        return Math.min(node.shared(), Math.min(difference(path, least), difference(path, greatest)));
    }

    /** Here {@code node} is null, or has the very path of the one edit that is left. */
    private @Nullable Node replace(@Nullable Node node, @Nullable Leaf leaf, Digest before, Edit edit) {
        byte[] value = edit.value;
        if (leaf == null ? value == null : edit.idle || Arrays.equals(leaf.value, value)) {
            hash = before;
            return node;
        }
        if (node != null && leaf != null) {
            takeOut(node, leaf);
            unstored -= Weight.of(leaf);
            growth--;
        }
        if (value == null) {
            return null;
        }
        Leaf next = new Leaf(leaf == null ? edit.path : leaf.path, value);
        unstored += Weight.of(next);
        growth++;
        hash = hasher.entry(edit.path, value);
        return next;
    }

    /** A bucket that does not stay what is stored: all of it is held in memory from now on. */
    private void takeOut(@Nullable Node node, Subtree content) {
        if (node instanceof Bucket) {
            unstored += Weight.of(content);
        }
    }

    private int firstOnTheRight(int from, int to, int bit) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bit(edits[middle].path, bit)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
