package org.quoin.ledger.core.state;

import java.util.List;

/**
 * The way from the root of a trie to the leaf where the search for a path ends: what a proof is made of. If the leaf has
 * another path, the one searched for is absent.
 */
public final class Walk {
    private final List<Step> steps;
    private final Leaf leaf;

    Walk(List<Step> steps, Leaf leaf) {
        this.steps = List.copyOf(steps);
        this.leaf = leaf;
    }

    /** A node on the way: its bit, and the hash of the child that was not taken. */
    public static final class Step {
        private final int bit;
        private final Digest sibling;

        Step(int bit, Digest sibling) {
            this.bit = bit;
            this.sibling = sibling;
        }

        public int bit() {
            return bit;
        }

        public byte[] sibling() {
            return sibling.bytes();
        }
    }

    /** From the root on. */
    public List<Step> steps() {
        return steps;
    }

    /** Of the leaf. */
    public byte[] path() {
        return leaf.path.clone();
    }

    /** Of the leaf; in the trie of tables it is the table's hash. */
    public byte[] value() {
        return leaf.value.clone();
    }
}
