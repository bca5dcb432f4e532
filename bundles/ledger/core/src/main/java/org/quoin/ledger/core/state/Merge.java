package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * Goes through a stored version and a newer one of a table's trie side by side, past all that they have in common, and makes
 * the newer one anew with what is stored in place of what is equal.
 */
abstract class Merge {
    private long unstored;

    /** A node that is not inside a bucket, and its hash. */
    private record Part(Node node, Digest hash) {
        static @Nullable Part of(Trie trie) {
            Node node = trie.node();
            return node == null ? null : new Part(node, trie.hash());
        }
    }

    /** A stored bucket that the newer version does not have, and of which nothing more is read. */
    abstract void superseded(Bucket bucket, Digest hash);

    /**
     * A bucket of the newer version that is not stored.
     *
     * @param content without any part in the store
     * @return what stands for it from now on
     */
    abstract Node added(Subtree content, Digest hash);

    Trie apply(Trie stored, Trie newer) {
        unstored = 0;
        Part merged = merge(Part.of(stored), Part.of(newer));
        return merged == null ? Trie.EMPTY : new Trie(merged.node, merged.hash, newer.size(), unstored);
    }

    private @Nullable Part merge(@Nullable Part stored, @Nullable Part newer) {
        if (stored != null && newer != null && stored.hash.equals(newer.hash)) {
            return stored;
        }
        int split = split(stored, newer);
        if (split == Integer.MAX_VALUE) {
            return replace(stored, newer);
        }
        Part left = merge(side(stored, split, false), side(newer, split, false));
        Part right = merge(side(stored, split, true), side(newer, split, true));
        if (newer == null || left == null || right == null) {
            return left == null ? right : left;
        }
        return new Part(new Branch(split, left.node, left.hash, right.node, right.hash), newer.hash);
    }

    /** The first bit that parts either of the two, or one from the other; none if both are a bucket or nothing. */
    private static int split(@Nullable Part stored, @Nullable Part newer) {
        int split = Math.min(bitOf(stored), bitOf(newer));
        return stored == null || newer == null || split == Integer.MAX_VALUE
                ? split
                : Math.min(split, difference(stored.node.first(), newer.node.first()));
    }

    private static int bitOf(@Nullable Part part) {
        return part == null || part.node.fitsABucket() ? Integer.MAX_VALUE : ((Branch) part.node).shared();
    }

    /** What there is of a part on one side of a bit. A bucket stays whole: it is on the side of its first path. */
    private static @Nullable Part side(@Nullable Part part, int split, boolean right) {
        if (part == null) {
            return null;
        }
        if (bitOf(part) > split) {
            return bit(part.node.first(), split) == right ? part : null;
        }
        Branch branch = (Branch) part.node;
        return right ? new Part(branch.right, branch.rightHash()) : new Part(branch.left, branch.leftHash());
    }

    private @Nullable Part replace(@Nullable Part stored, @Nullable Part newer) {
        Subtree content = newer == null ? null : inMemory(newer.node, newer.hash);
        if (stored != null) {
            superseded((Bucket) stored.node, stored.hash);
        }
        if (newer == null || content == null) {
            return null;
        }
        Node node = added(content, newer.hash);
        unstored += Weight.of(node);
        return new Part(node, newer.hash);
    }

    /** The same without any part in the store, which would refer to what is superseded. */
    private static Subtree inMemory(Node node, Digest hash) {
        if (node instanceof Bucket bucket) {
            return bucket.open(hash);
        }
        if (node instanceof Page page) {
            return page;
        }
        Branch branch = (Branch) node;
        Subtree left = inMemory(branch.left, branch.leftHash());
        Subtree right = inMemory(branch.right, branch.rightHash());
        return left == branch.left && right == branch.right
                ? branch
                : new Branch(branch.shared(), left, branch.leftHash(), right, branch.rightHash()).packed(hash);
    }
}
