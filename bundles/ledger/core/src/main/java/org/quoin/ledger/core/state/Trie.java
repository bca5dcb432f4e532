package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path-compressed binary (crit-bit) Merkle trie over paths of one width. It never changes, and equal contents have equal
 * shape, whatever their history. It is at most as deep as a path has bits, 512, so recursion is safe.
 *
 * <p>Every hash is computed when its node is made, and a batch of edits makes only nodes that are part of its outcome.
 */
final class Trie {
    static final Trie EMPTY = new Trie(null, 0);

    private final @Nullable Node root;
    private final long size;

    private Trie(@Nullable Node root, long size) {
        this.root = root;
        this.size = size;
    }

    long size() {
        return size;
    }

    /** Shared, not to be written. */
    byte[] root() {
        return root == null ? Hasher.emptyRoot() : root.hash();
    }

    @Nullable
    Leaf get(byte[] path) {
        Node node = root;
        while (node instanceof Branch branch) {
            node = bit(path, branch.bit) ? branch.right : branch.left;
        }
        return node instanceof Leaf leaf && Arrays.equals(leaf.path, path) ? leaf : null;
    }

    /** The leaf with the least path that is not less than the given one. */
    @Nullable
    Leaf ceiling(byte[] path) {
        return root == null ? null : ceiling(root, path);
    }

    private static @Nullable Leaf ceiling(Node node, byte[] path) {
        int split = difference(node.first().path, path);
        if (split < node.shared()) {
            return bit(path, split) ? null : node.first();
        }
        if (!(node instanceof Branch branch)) {
            return node.first();
        }
        Leaf left = bit(path, branch.bit) ? null : ceiling(branch.left, path);
        return left != null ? left : ceiling(branch.right, path);
    }

    /** The way from the root to the leaf where the search for a path ends; null if the trie is empty. */
    @Nullable
    Walk walk(byte[] path) {
        List<Walk.Step> steps = new ArrayList<>();
        Node node = root;
        while (node instanceof Branch branch) {
            boolean right = bit(path, branch.bit);
            steps.add(new Walk.Step(branch.bit, (right ? branch.left : branch.right).hash()));
            node = right ? branch.right : branch.left;
        }
        return node instanceof Leaf leaf ? new Walk(steps, leaf) : null;
    }

    /** @param edits in ascending order of their paths, each path once */
    Trie with(List<Edit> edits, Hasher hasher) {
        Batch batch = new Batch(edits, hasher);
        Node next = batch.apply(root, 0, 0, edits.size());
        return new Trie(next, size + batch.growth);
    }

    /** What becomes of a path: the leaf that stands there afterwards, or none. */
    static final class Edit implements Comparable<Edit> {
        private final byte[] path;
        private final @Nullable Leaf leaf;

        private Edit(byte[] path, @Nullable Leaf leaf) {
            this.path = path;
            this.leaf = leaf;
        }

        static Edit put(Leaf leaf) {
            return new Edit(leaf.path, leaf);
        }

        static Edit remove(byte[] path) {
            return new Edit(path, null);
        }

        @Override
        public int compareTo(Edit other) {
            return Arrays.compareUnsigned(path, other.path);
        }
    }

    private sealed interface Node {
        byte[] hash();

        /** The leaf with the least path below. */
        Leaf first();

        /** How many leading bits all paths below have in common. */
        int shared();
    }

    static final class Leaf implements Node {
        final byte[] path;
        final byte[] value;
        private final byte[] hash;

        private Leaf(byte[] path, byte[] value, byte[] hash) {
            this.path = path;
            this.value = value;
            this.hash = hash;
        }

        static Leaf of(byte[] path, byte[] value, Hasher hasher) {
            return new Leaf(path, value, hasher.leaf(path, hasher.value(value)));
        }

        /** A leaf of the top trie, whose value is itself a hash. */
        static Leaf ofHash(byte[] path, byte[] hash, Hasher hasher) {
            return new Leaf(path, hash, hasher.leaf(path, hash));
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public Leaf first() {
            return this;
        }

        @Override
        public int shared() {
            return path.length * 8;
        }
    }

    private static final class Branch implements Node {
        private final int bit;
        private final Node left;
        private final Node right;
        private final Leaf first;
        private final byte[] hash;

        private Branch(int bit, Node left, Node right, Hasher hasher) {
            this.bit = bit;
            this.left = left;
            this.right = right;
            this.first = left.first();
            this.hash = hasher.node(bit, left.hash(), right.hash());
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public Leaf first() {
            return first;
        }

        @Override
        public int shared() {
            return bit;
        }
    }

    /** One pass over the trie for all edits: each node is visited, made and hashed at most once. */
    private static final class Batch {
        private final List<Edit> edits;
        private final Hasher hasher;
        private long growth;

        private Batch(List<Edit> edits, Hasher hasher) {
            this.edits = edits;
            this.hasher = hasher;
        }

        /**
         * What {@code node} becomes by the edits from {@code from} to before {@code to}; null if nothing is left.
         *
         * @param depth how many leading bits all these paths are known to have in common
         */
        private @Nullable Node apply(@Nullable Node node, int depth, int from, int to) {
            if (from == to) {
                return node;
            }
            int split = split(node, depth, edits.get(from).path, edits.get(to - 1).path);
            if (split == edits.get(from).path.length * 8) {
                return replace(node, edits.get(from).leaf);
            }
            Node left = null;
            Node right = null;
            if (node instanceof Branch branch && branch.bit == split) {
                left = branch.left;
                right = branch.right;
            } else if (node != null && bit(node.first().path, split)) {
                right = node;
            } else {
                left = node;
            }
            int middle = firstOnTheRight(from, to, split);
            left = apply(left, split + 1, from, middle);
            right = apply(right, split + 1, middle, to);
            return join(node, split, left, right);
        }

        /** The first bit in which the paths below {@code node} and those of the edits, of which the outer two suffice, differ. */
        private static int split(@Nullable Node node, int depth, byte[] least, byte[] greatest) {
            if (node == null) {
                return difference(least, greatest);
            }
            if (node.shared() == depth) {
                return depth;
            }
            byte[] path = node.first().path;
            return Math.min(node.shared(), Math.min(difference(path, least), difference(path, greatest)));
        }

        /** Here {@code node} is null, or the leaf at the very path of the one edit that is left. */
        private @Nullable Node replace(@Nullable Node node, @Nullable Leaf leaf) {
            if (node != null && leaf != null && Arrays.equals(node.hash(), leaf.hash)) {
                return node;
            }
            growth += (leaf == null ? 0 : 1) - (node == null ? 0 : 1);
            return leaf;
        }

        private @Nullable Node join(@Nullable Node node, int bit, @Nullable Node left, @Nullable Node right) {
            if (left == null || right == null) {
                return left == null ? right : left;
            }
            boolean unchanged = node instanceof Branch branch && branch.left == left && branch.right == right;
            return unchanged ? node : new Branch(bit, left, right, hasher);
        }

        private int firstOnTheRight(int from, int to, int bit) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (bit(edits.get(middle).path, bit)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
