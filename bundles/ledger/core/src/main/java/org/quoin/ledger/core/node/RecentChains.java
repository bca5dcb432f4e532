package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;

/**
 * The chain as it stood after each of the last few blocks, for who asked for the newest and comes a moment late. States share what
 * they have in common, so one costs what its successor has written; both their number and those writes are bounded.
 */
final class RecentChains {
    private static final int MOST_BLOCKS = 64;

    /** Each costs a few kilobytes, the nodes of a trie from the row up to the root. */
    private static final int MOST_WRITES = 10_000;

    /** @param writes of the block, which the state before it costs */
    private record Recent(Chain chain, int writes) {}

    private final Deque<Recent> recent = new ArrayDeque<>();
    private long writes;

    synchronized void add(BlockRecord block, Chain chain) {
        int more = block.writes().writes().size();
        recent.addLast(new Recent(chain, more));
        writes += more;
        while (recent.size() > MOST_BLOCKS || recent.size() > 1 && writes > MOST_WRITES) {
            recent.removeFirst();
            writes -= recent.getFirst().writes();
        }
    }

    /** Empty if the block is not one of the last few. */
    synchronized Optional<Chain> at(long height) {
        return recent.stream()
                .map(Recent::chain)
                .filter(chain -> chain.header().height() == height)
                .findFirst();
    }
}
