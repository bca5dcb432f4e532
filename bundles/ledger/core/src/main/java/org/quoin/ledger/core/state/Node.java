package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;

/**
 * A part of a trie. Its hash is not in it but in its parent, or in the trie if it is the root: so the hash of a parent needs
 * no look at the other child, and what is in the store alone still has its hash in memory.
 *
 * <p>A class, since the virtual machine asks for that of an object many times faster than for an interface.
 */
abstract sealed class Node permits Node.Subtree, Bucket {
    /** The least path below. */
    abstract byte[] first();

    /** How many leaves are below, if a bucket could hold them; otherwise {@link Bucket#MOST} + 1. */
    abstract int count();

    final boolean fitsABucket() {
        return count() <= Bucket.MOST;
    }

    /** What is in memory, at its root at least. */
    abstract static sealed class Subtree extends Node permits Page, Branch {
        /** How many leading bits all paths below have in common. */
        abstract int shared();
    }

    /** Two children, which differ first in the bit, and the hashes of both. */
    static final class Branch extends Subtree {
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
            this(bit, left, right, leftHash.and(rightHash), 0);
        }

        /** @param hashes has those of both children, one after the other, at {@code at} */
        Branch(int bit, Node left, Node right, byte[] hashes, int at) {
            this(bit, left.first(), left.count() + right.count(), left, right, hashes, at);
        }

        private Branch(int bit, byte[] first, int count, Node left, Node right, byte[] hashes, int at) {
            this.bit = (short) bit;
            this.left = left;
            this.right = right;
            this.first = first;
            this.count = (byte) Math.min(count, Bucket.MOST + 1);
            Digest leftHash = Digest.of(hashes, at);
            left0 = leftHash.a();
            left1 = leftHash.b();
            left2 = leftHash.c();
            left3 = leftHash.d();
            Digest rightHash = Digest.of(hashes, at + Hasher.SIZE);
            right0 = rightHash.a();
            right1 = rightHash.b();
            right2 = rightHash.c();
            right3 = rightHash.d();
        }

        /** The same with other children; a child that stays is not looked at, unless the count cannot be told otherwise. */
        Branch with(Node nextLeft, Node nextRight, byte[] hashes, int at) {
            byte[] nextFirst = nextLeft == left ? first : nextLeft.first();
            return new Branch(bit, nextFirst, countWith(nextLeft, nextRight), nextLeft, nextRight, hashes, at);
        }

        /**
         * The same as a page, if it has few enough leaves; a child in the store is not read for that.
         *
         * @param hash of this node
         */
        Subtree packed(Digest hash) {
            return count <= Page.MOST && left instanceof Page onTheLeft && right instanceof Page onTheRight
                    ? Page.join(bit, onTheLeft, onTheRight, hash)
                    : this;
        }

        /** Writes those of both children, one after the other. */
        void putHashes(byte[] target, int at) {
            leftHash().put(target, at);
            rightHash().put(target, at + Hasher.SIZE);
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

        /** The child on the side of an edit, as it is. */
        Node child(Edit edit) {
            Node onTheLeft = left;
            Node onTheRight = right;
            return edit.bit(bit) ? onTheRight : onTheLeft;
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
        byte[] first() {
            return first;
        }

        @Override
        int count() {
            return count;
        }

        @Override
        int shared() {
            return bit;
        }
    }
}
