package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * Looks for many paths in one trie, each a level further in turn. A way down is a chain of reads each of which waits for
 * memory; those of different ways wait together.
 */
final class Search {
    private final byte[][] paths;
    private final Subtree[] reached;

    private Search(Subtree root, byte[][] paths) {
        this.paths = paths;
        reached = new Subtree[paths.length];
        Arrays.fill(reached, root);
    }

    /** The values at these paths, in their order; the arrays are those of the trie. */
    static List<Optional<byte[]>> values(@Nullable Subtree root, byte[][] paths) {
        List<Optional<byte[]>> values = new ArrayList<>(paths.length);
        if (root == null) {
            for (int i = 0; i < paths.length; i++) {
                values.add(Optional.empty());
            }
            return values;
        }
        Search search = new Search(root, paths);
        search.descend();
        for (int i = 0; i < paths.length; i++) {
            byte[] value = search.reached[i] instanceof Page page ? page.get(paths[i]) : null;
            values.add(Optional.ofNullable(value));
        }
        return values;
    }

    private void descend() {
        int[] onTheirWay = new int[paths.length];
        int ways = 0;
        for (int i = 0; i < paths.length; i++) {
            if (reached[i] instanceof Branch) {
                onTheirWay[ways++] = i;
            }
        }
        while (ways > 0) {
            int further = 0;
            for (int i = 0; i < ways; i++) {
                int each = onTheirWay[i];
                Subtree next = ((Branch) reached[each]).towards(paths[each]);
                reached[each] = next;
                if (next instanceof Branch) {
                    onTheirWay[further++] = each;
                }
            }
            ways = further;
        }
    }
}
