package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;

/**
 * A part of a trie. Its hash is not in it but in its parent, or in the trie if it is the root: so the hash of a parent needs
 * no look at the other child, and what is in the store alone still has its hash in memory.
 */
sealed interface Node permits Node.Subtree, Bucket {
    /** The least path below. */
    byte[] first();

    /** How many leaves are below, if a bucket could hold them; otherwise {@link Bucket#MOST} + 1. */
    int count();

    default boolean fitsABucket() {
        return count() <= Bucket.MOST;
    }

    /** What is in memory, at its root at least. */
    sealed interface Subtree extends Node permits Leaf, Branch {
        /** How many leading bits all paths below have in common. */
        int shared();
    }

    /** A path and its value. */
    final class Leaf implements Subtree {
        final byte[] path;
        final byte[] value;

        Leaf(byte[] path, byte[] value) {
            this.path = path;
            this.value = value;
        }

        @Override
        public byte[] first() {
            return path;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public int shared() {
            return path.length * 8;
        }
    }

    /** Two children, which differ first in the bit, and the hashes of both. */
    final class Branch implements Subtree {
        final Node left;
        final Node right;
        private final byte[] first;
        private final long left0;
        private final long left1;
        private final long left2;
        private final long left3;
        private final long right0;
        private final long right1;
        private final long right2;
        private final long right3;
        private final short bit;
        private final byte count;

        Branch(int bit, Node left, Digest leftHash, Node right, Digest rightHash) {
            this(bit, left.first(), left.count() + right.count(), left, leftHash, right, rightHash);
        }

        private Branch(int bit, byte[] first, int count, Node left, Digest leftHash, Node right, Digest rightHash) {
            this.bit = (short) bit;
            this.left = left;
            this.right = right;
            this.first = first;
            this.count = (byte) Math.min(count, Bucket.MOST + 1);
            left0 = leftHash.a();
            left1 = leftHash.b();
            left2 = leftHash.c();
            left3 = leftHash.d();
            right0 = rightHash.a();
            right1 = rightHash.b();
            right2 = rightHash.c();
            right3 = rightHash.d();
        }

        /** The same with other children; a child that stays is not looked at, unless the count cannot be told otherwise. */
        Branch with(Node nextLeft, Digest nextLeftHash, Node nextRight, Digest nextRightHash) {
            byte[] nextFirst = nextLeft == left ? first : nextLeft.first();
            return new Branch(
                    bit, nextFirst, countWith(nextLeft, nextRight), nextLeft, nextLeftHash, nextRight, nextRightHash);
        }

        private int countWith(Node nextLeft, Node nextRight) {
            if (nextLeft != left && nextRight != right) {
                return nextLeft.count() + nextRight.count();
            }
            int before = nextLeft == left ? right.count() : left.count();
            int after = nextLeft == left ? nextRight.count() : nextLeft.count();
            if (fitsABucket()) {
                return count - before + after;
            }
            return after >= before ? count : nextLeft.count() + nextRight.count();
        }

        Digest leftHash() {
            return new Digest(left0, left1, left2, left3);
        }

        Digest rightHash() {
            return new Digest(right0, right1, right2, right3);
        }

        /** The child on the side of a path, as it is. */
        Node child(byte[] path) {
            Node onTheLeft = left;
            Node onTheRight = right;
            return bit(path, bit) ? onTheRight : onTheLeft;
        }

        /** The child on the side of a path, loaded if it is in the store. */
        Subtree towards(byte[] path) {
            return bit(path, bit) ? openRight() : openLeft();
        }

        Subtree openLeft() {
            return left instanceof Bucket bucket ? bucket.open(leftHash()) : (Subtree) left;
        }

        Subtree openRight() {
            return right instanceof Bucket bucket ? bucket.open(rightHash()) : (Subtree) right;
        }

        @Override
        public byte[] first() {
            return first;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public int shared() {
            return bit;
        }
    }
}
