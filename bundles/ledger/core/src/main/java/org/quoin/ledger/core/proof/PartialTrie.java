package org.quoin.ledger.core.proof;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.state.Walk;

/**
 * The part of a table's trie, or of the trie of tables, that some walks show: of everything else only hashes are known. It can be
 * read and changed where the walks lead, and has the root that the whole trie would have. Immutable.
 */
final class PartialTrie {
    private static final byte[] LEAF = {0};

    private final @Nullable Node root;

    private PartialTrie(@Nullable Node root) {
        this.root = root;
    }

    /** Of which nothing but the root is known. */
    static PartialTrie hidden(Hash root) {
        return new PartialTrie(root.equals(Hash.ZERO) ? null : new Stub(root));
    }

    private sealed interface Node {
        Hash hash();
    }

    /** What no walk leads to. */
    private record Stub(Hash hash) implements Node {}

    /** @param value in the trie of tables the table's hash */
    private record Leaf(Bytes path, Bytes value, Hash hash) implements Node {}

    private record Branch(int bit, Node left, Node right, Hash hash) implements Node {
        static Branch of(int bit, Node left, Node right) {
            byte[] head = {1, (byte) (bit >>> 8), (byte) bit};
            Hash hash = Hash.sha256(head, left.hash().toArray(), right.hash().toArray());
            return new Branch(bit, left, right, hash);
        }

        /** With a node on the side of a path, and another on the other side. */
        static Branch of(int bit, byte[] path, Node on, Node off) {
            return isRight(path, bit) ? of(bit, off, on) : of(bit, on, off);
        }

        Node on(byte[] path) {
            return isRight(path, bit) ? right : left;
        }

        Node off(byte[] path) {
            return isRight(path, bit) ? left : right;
        }
    }

    /** A leaf of a table. */
    private static Leaf row(byte[] path, byte[] value) {
        return leaf(path, value, Hash.sha256(value));
    }

    /** A leaf of the trie of tables, whose value is itself a hash. */
    private static Leaf table(byte[] path, byte[] hash) {
        return leaf(path, hash, Hash.of(hash));
    }

    private static Leaf leaf(byte[] path, byte[] value, Hash valueHash) {
        return new Leaf(Bytes.of(path), Bytes.of(value), Hash.sha256(LEAF, path, valueHash.toArray()));
    }

    Hash root() {
        return root == null ? Hash.ZERO : root.hash();
    }

    /** With what a walk in a table shows; null is the walk in an empty table. */
    PartialTrie shownByRow(@Nullable Walk walk) {
        return walk == null ? this : shown(walk, row(walk.path(), walk.value()));
    }

    /** With what a walk in the trie of tables shows. */
    PartialTrie shownByTable(@Nullable Walk walk) {
        return walk == null ? this : shown(walk, table(walk.path(), walk.value()));
    }

    private PartialTrie shown(Walk walk, Leaf leaf) {
        return new PartialTrie(shown(root, walk.steps(), 0, leaf));
    }

    private static Node shown(@Nullable Node known, List<Walk.Step> steps, int index, Leaf leaf) {
        if (index == steps.size()) {
            return leaf;
        }
        Walk.Step step = steps.get(index);
        byte[] path = leaf.path().toArray();
        Branch branch = known instanceof Branch same && same.bit() == step.bit() ? same : null;
        Node on = shown(branch == null ? null : branch.on(path), steps, index + 1, leaf);
        Node off = branch == null ? new Stub(Hash.of(step.sibling())) : branch.off(path);
        return Branch.of(step.bit(), path, on, off);
    }

    /** The leaf at which the search for a path ends. */
    private @Nullable Leaf end(byte[] path) {
        Node node = root;
        while (node instanceof Branch branch) {
            node = branch.on(path);
        }
        if (node instanceof Stub) {
            throw new HiddenException();
        }
        return (Leaf) node;
    }

    byte @Nullable [] get(byte[] path) {
        Leaf leaf = end(path);
        return leaf == null || !Arrays.equals(leaf.path().toArray(), path)
                ? null
                : leaf.value().toArray();
    }

    /** A path and its value. */
    record Found(Bytes path, Bytes value) {}

    /** What has the least path that is not less than the given one; null if there is none. */
    @Nullable
    Found ceiling(byte[] path) {
        Leaf end = end(path);
        if (end == null) {
            return null;
        }
        int split = difference(end.path().toArray(), path);
        Node greater = split == path.length * 8 || !isRight(path, split) ? below(path, split) : nextAbove(path, split);
        if (greater == null) {
            return null;
        }
        while (greater instanceof Branch branch) {
            greater = branch.left();
        }
        if (!(greater instanceof Leaf least)) {
            throw new HiddenException();
        }
        return new Found(least.path(), least.value());
    }

    /** The topmost node on the way of which all paths share more than {@code bits} bits. */
    private @Nullable Node below(byte[] path, int bits) {
        Node node = root;
        while (node instanceof Branch branch && branch.bit() < bits) {
            node = branch.on(path);
        }
        return node;
    }

    /** What lies to the right of the way, as near as possible, above a bit. */
    private @Nullable Node nextAbove(byte[] path, int bits) {
        Node next = null;
        Node node = root;
        while (node instanceof Branch branch && branch.bit() < bits) {
            if (!isRight(path, branch.bit())) {
                next = branch.right();
            }
            node = branch.on(path);
        }
        return next;
    }

    PartialTrie withRow(byte[] path, byte[] value) {
        return with(row(path, value));
    }

    PartialTrie withTable(byte[] path, Hash hash) {
        return with(table(path, hash.toArray()));
    }

    private PartialTrie with(Leaf leaf) {
        byte[] path = leaf.path().toArray();
        Leaf end = end(path);
        int split = end == null ? 0 : difference(end.path().toArray(), path);
        return new PartialTrie(end == null ? leaf : with(root, leaf, path, split));
    }

    private static Node with(@Nullable Node node, Leaf leaf, byte[] path, int split) {
        if (node instanceof Branch branch && branch.bit() < split) {
            return Branch.of(branch.bit(), path, with(branch.on(path), leaf, path, split), branch.off(path));
        }
        return split == path.length * 8 || node == null ? leaf : Branch.of(split, path, leaf, node);
    }

    /**
     * Without a path that is there. What stood beside it moves up unseen: so everything that is to be put is put before
     * anything is removed.
     */
    PartialTrie without(byte[] path) {
        return new PartialTrie(without(root, path));
    }

    private static @Nullable Node without(@Nullable Node node, byte[] path) {
        if (!(node instanceof Branch branch)) {
            return null;
        }
        Node rest = without(branch.on(path), path);
        return rest == null ? branch.off(path) : Branch.of(branch.bit(), path, rest, branch.off(path));
    }

    private static boolean isRight(byte[] path, int index) {
        return (path[index >>> 3] << (index & 7) & 0x80) != 0;
    }

    private static int difference(byte[] a, byte[] b) {
        int index = Arrays.mismatch(a, b);
        return index < 0 ? a.length * 8 : index * 8 + Integer.numberOfLeadingZeros((a[index] ^ b[index]) & 0xff) - 24;
    }

    /** The search ends where no walk leads. */
    static final class HiddenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HiddenException() {
            super("no walk leads there", null, false, false);
        }
    }
}
