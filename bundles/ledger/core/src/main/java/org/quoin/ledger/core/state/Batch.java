package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;
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

    /** The hashes of two children, in bytes. */
    private static final int LEVEL = 2 * Hasher.SIZE;

    /** Room at first. */
    private static final int LEVELS = 32;

    private final Edit[] edits;
    private final Hasher hasher;
    private final PageEditor editor;
    private final Node[] reached = new Node[SIDE_BY_SIDE];

    /** Of the root, and then for each node on the way down to where the pass is those of both its children. */
    private byte[] hashes = new byte[Hasher.SIZE + LEVELS * LEVEL];

    /** How many of the edits have been searched for. */
    private int sought;

    private long growth;
    private long unstored;

    /** @param edits in ascending order of their paths, each path once, at least one */
    Batch(Edit[] edits, Hasher hasher) {
        this.edits = edits;
        this.hasher = hasher;
        this.editor = new PageEditor(hasher);
    }

    Trie apply(Trie trie) {
        trie.hash().put(hashes, 0);
        Node next = apply(trie.node(), 0, 0, edits.length, 0, Hasher.SIZE);
        return next == trie.node()
                ? trie
                : next == null
                        ? Trie.EMPTY
                        : new Trie(next, Digest.of(hashes, 0), trie.size() + growth, trie.unstored() + unstored);
    }

    /**
     * What {@code node} becomes by the edits from {@code from} to before {@code to}; null if nothing is left.
     *
     * @param depth how many leading bits all these paths are known to have in common
     * @param at where in {@link #hashes} the hash is, before and afterwards
     * @param level where those of the children have their place
     */
    private @Nullable Node apply(@Nullable Node node, int depth, int from, int to, int at, int level) {
        if (from == to) {
            return node;
        }
        if (from >= sought && to - from <= SIDE_BY_SIDE) {
            seek(node, from, to);
            sought = to;
        }
        Subtree subtree = node instanceof Bucket bucket ? bucket.open(Digest.of(hashes, at)) : (Subtree) node;
        if (!(subtree instanceof Branch)) {
            Page page = (Page) subtree;
            if (editor.edit(page, edits, from, to)) {
                return exchange(node, page, editor.page(), at);
            }
        }
        int split = split(subtree, depth, edits[from].path, edits[to - 1].path);
        if (hashes.length < level + LEVEL) {
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        Branch here = null;
        Node left = null;
        Node right = null;
        if (subtree != null && subtree.shared() == split) {
            here = subtree instanceof Page page ? page.open() : (Branch) subtree;
            here.putHashes(hashes, level);
            left = here.left;
            right = here.right;
        } else if (node != null && bit(node.first(), split)) {
            right = node;
            System.arraycopy(hashes, at, hashes, level + Hasher.SIZE, Hasher.SIZE);
        } else {
            left = node;
            System.arraycopy(hashes, at, hashes, level, Hasher.SIZE);
        }
        int middle = firstOnTheRight(from, to, split);
        Node nextLeft = apply(left, split + 1, from, middle, level, level + LEVEL);
        Node nextRight = apply(right, split + 1, middle, to, level + Hasher.SIZE, level + LEVEL);
        if (nextLeft == left && nextRight == right) {
            return node;
        }
        if (here != null && subtree != null) {
            takeOut(node, subtree);
            unstored += subtree == here ? 0 : Weight.of(here) - Weight.of(subtree);
        }
        if (nextLeft == null || nextRight == null) {
            System.arraycopy(hashes, nextLeft == null ? level + Hasher.SIZE : level, hashes, at, Hasher.SIZE);
            return nextLeft == null ? nextRight : nextLeft;
        }
        hasher.node(split, hashes, level, level + Hasher.SIZE, hashes, at);
        Branch next = here == null
                ? new Branch(split, nextLeft, nextRight, hashes, level)
                : here.with(nextLeft, nextRight, hashes, level);
        return next.count() > Page.MOST ? next : pack(next, at);
    }

    private Subtree pack(Branch branch, int at) {
        Subtree packed = branch.packed(Digest.of(hashes, at));
        unstored += packed == branch ? 0 : Weight.of(packed) - Weight.of(branch);
        return packed;
    }

    /** Here {@code node} is the page, or a bucket that has nothing else, or both are null. */
    private @Nullable Node exchange(@Nullable Node node, @Nullable Page page, @Nullable Page next, int at) {
        if (next == page) {
            return node;
        }
        if (page != null) {
            takeOut(node, page);
            unstored -= Weight.of(page);
            growth -= page.count();
        }
        if (next != null) {
            unstored += Weight.of(next);
            growth += next.count();
            next.putHash(hashes, at);
        }
        return next;
    }

    /** Follows the edits down from a node, all by one step at a time, and notes where they end. */
    private void seek(@Nullable Node node, int from, int to) {
        Arrays.fill(reached, 0, to - from, node);
        boolean further = true;
        while (further) {
            further = false;
            for (int i = from; i < to; i++) {
                Node at = reached[i - from];
                if (at instanceof Branch branch) {
                    reached[i - from] = branch.child(edits[i]);
                    further = true;
                } else if (at instanceof Bucket bucket) {
                    reached[i - from] = bucket.present();
                    further = true;
                }
            }
        }
        for (int i = from; i < to; i++) {
            edits[i].leaf = reached[i - from] instanceof Page page ? page.find(edits[i].path) : 0;
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
            if (edits[middle].bit(bit)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
