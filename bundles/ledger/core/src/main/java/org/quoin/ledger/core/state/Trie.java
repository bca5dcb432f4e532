package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * A path-compressed binary (crit-bit) Merkle trie over paths of one width. It never changes, and equal contents have equal
 * shape, whatever their history. It is at most as deep as a path has bits, 512, so recursion is safe.
 *
 * <p>Every hash is computed when its node is made, and a batch of edits makes only nodes that are part of its outcome.
 */
final class Trie {
    static final Trie EMPTY = new Trie(null, Digest.ZERO, 0, 0);

    private final @Nullable Node node;
    private final Digest hash;
    private final long size;
    private final long unstored;

    /** @param unstored weight of what is not in buckets of the store */
    Trie(@Nullable Node node, Digest hash, long size, long unstored) {
        this.node = node;
        this.hash = hash;
        this.size = size;
        this.unstored = unstored;
    }

    @Nullable
    Node node() {
        return node;
    }

    Digest hash() {
        return hash;
    }

    long size() {
        return size;
    }

    long unstored() {
        return unstored;
    }

    /** Its topmost node, loaded if it is in the store; null if the trie is empty. */
    @Nullable
    Subtree open() {
        return node instanceof Bucket bucket ? bucket.open(hash) : (Subtree) node;
    }

    /** The value at a path; null if there is none. */
    byte @Nullable [] get(byte[] path) {
        return end(path) instanceof Page page ? page.get(path) : null;
    }

    /** Where the search for a path ends; null if the trie is empty. */
    private @Nullable Subtree end(byte[] path) {
        Subtree subtree = open();
        while (subtree instanceof Branch branch) {
            subtree = branch.towards(path);
        }
        return subtree;
    }

    /** The leaf with the least path that is not less than the given one. */
    @Nullable
    Leaf ceiling(byte[] path) {
        Subtree root = open();
        return root == null ? null : ceiling(root, path);
    }

    private static @Nullable Leaf ceiling(Subtree subtree, byte[] path) {
        if (subtree instanceof Page page) {
            return page.ceiling(path);
        }
        Branch branch = (Branch) subtree;
        int split = difference(branch.first(), path);
        if (split < branch.shared()) {
            return bit(path, split) ? null : least(branch);
        }
        Leaf left = bit(path, branch.shared()) ? null : ceiling(branch.openLeft(), path);
        return left != null ? left : ceiling(branch.openRight(), path);
    }

    private static Leaf least(Subtree subtree) {
        Subtree least = subtree;
        while (least instanceof Branch branch) {
            least = branch.openLeft();
        }
        return ((Page) least).leaf(0);
    }

    /** The way from the root to the leaf where the search for a path ends; null if the trie is empty. */
    @Nullable
    Walk walk(byte[] path) {
        List<Walk.Step> steps = new ArrayList<>();
        Subtree subtree = open();
        while (subtree instanceof Branch branch) {
            boolean right = bit(path, branch.shared());
            steps.add(new Walk.Step(branch.shared(), right ? branch.leftHash() : branch.rightHash()));
            subtree = branch.towards(path);
        }
        return subtree instanceof Page page ? page.walk(path, steps) : null;
    }

    /** @param edits in ascending order of their paths, each path once */
    Trie with(Edit[] edits, Hasher hasher) {
        return edits.length == 0 ? this : new Batch(edits, hasher).apply(this);
    }
}
