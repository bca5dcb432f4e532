package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import java.util.List;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Subtree;

/** The subtree of leaves that are all known at once, and its hash: each page is made in one piece. */
record Grown(Subtree root, Digest hash) {
    /** @param leaves one at least, ascending by path */
    static Grown of(List<Leaf> leaves, Hasher hasher) {
        if (leaves.size() <= Page.MOST) {
            Page page = Page.of(leaves, hasher);
            return new Grown(page, page.hash());
        }
        int bit = difference(leaves.get(0).path, leaves.get(leaves.size() - 1).path);
        int firstOnTheRight = 0;
        while (!bit(leaves.get(firstOnTheRight).path, bit)) {
            firstOnTheRight++;
        }
        Grown left = of(leaves.subList(0, firstOnTheRight), hasher);
        Grown right = of(leaves.subList(firstOnTheRight, leaves.size()), hasher);
        return new Grown(
                new Branch(bit, left.root, left.hash, right.root, right.hash), hasher.node(bit, left.hash, right.hash));
    }
}
