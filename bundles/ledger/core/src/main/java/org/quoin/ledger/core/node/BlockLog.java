package org.quoin.ledger.core.node;

import java.util.concurrent.CompletableFuture;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;

/**
 * Puts block inputs into their one order and makes them durable: the seam at which one machine becomes several. Alone, the
 * order is that of the calls and the log is this node's journal.
 */
public interface BlockLog extends AutoCloseable {
    /**
     * Orders an input. Waits while the log has no room, so that the next block fills meanwhile. Inputs are executed in their
     * order by the {@link BlockMachine} that the log was made with.
     *
     * @return completes when the block is executed and durable; fails if it may not be, and then all later ones fail too
     * @throws InterruptedException if interrupted before the input was taken
     */
    CompletableFuture<Chain.Extension> append(BlockInput input) throws InterruptedException;

    /** Whether it waits for room on its disk. */
    boolean isFull();

    /** From now on it waits for no room any more: without it, an input fails. */
    void giveUpWhenFull();

    /** Returns when all that was taken is durable or has failed. */
    @Override
    void close();
}
