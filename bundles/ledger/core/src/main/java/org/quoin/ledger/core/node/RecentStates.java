package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.state.State;

/**
 * The newest states, kept in memory for proofs. States share what they have in common, so one costs what its successor has
 * written; both their number and those writes are bounded. The newest is always there.
 */
final class RecentStates {
    /** Each costs a few kilobytes, the nodes of a trie from the row up to the root. */
    private static final int MOST_WRITES = 10_000;

    /** @param writes of the block, which the state before it costs */
    private record Recent(Header header, State state, int writes) {}

    private final Deque<Recent> recent = new ArrayDeque<>();
    private long writes;

    RecentStates(Chain newest) {
        recent.add(new Recent(newest.header(), newest.state(), 0));
    }

    synchronized void add(BlockRecord block, Chain chain) {
        int more = block.writes().writes().size();
        recent.addLast(new Recent(chain.header(), chain.state(), more));
        writes += more;
        while (recent.size() > Ledger.PROVABLE_BLOCKS || recent.size() > 1 && writes > MOST_WRITES) {
            recent.removeFirst();
            writes -= recent.getFirst().writes();
        }
    }

    /** A header and the state that its block left. */
    record Snapshot(Header header, State state) {}

    /** Empty if the block is too old, or there is none. */
    synchronized Optional<Snapshot> at(long height) {
        return recent.stream()
                .filter(each -> each.header().height() == height)
                .findFirst()
                .map(each -> new Snapshot(each.header(), each.state()));
    }

    synchronized long oldest() {
        return recent.getFirst().header().height();
    }
}
