package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Executed;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.state.RecentRows;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.View;

/**
 * Executes and settles what a {@link BlockLog} orders: one thread executes, and meanwhile another settles the blocks before,
 * both in the order of the log. What is executed may be ahead of what is settled, and that of what is durable.
 */
public final class BlockMachine {
    private final AtomicReference<UnaryOperator<State>> relief = new AtomicReference<>(UnaryOperator.identity());
    private volatile Chain settled;

    /** Executed and, when last looked at, not yet settled. Only the thread that executes touches it. */
    private final Deque<Executed> ahead = new ArrayDeque<>();

    /** As of the last executed block. Only the thread that executes touches it. */
    private final RecentRows rows;

    /** @param rows that may be remembered of what was read and written last */
    public BlockMachine(Chain chain, int rows) {
        settled = chain;
        this.rows = new RecentRows(rows);
    }

    /** As of the last settled block. */
    public Chain settled() {
        return settled;
    }

    /** As of the last executed block. For the thread that executes. */
    public Tip tip() {
        Chain chain = settled;
        while (!ahead.isEmpty()
                && ahead.getFirst().input().height() <= chain.header().height()) {
            ahead.removeFirst();
        }
        View view = chain.state();
        for (Executed block : ahead) {
            view = block.writes().over(view);
        }
        Tip tip = ahead.isEmpty() ? chain.tip() : ahead.getLast().tip();
        return tip.over(rows.over(view));
    }

    /** @throws IllegalArgumentException if the input does not continue the chain */
    public Executed execute(BlockInput input) {
        Executed block = tip().execute(input);
        ahead.addLast(block);
        rows.written(block.writes());
        return block;
    }

    /**
     * Settles the next of the executed blocks.
     *
     * @throws IllegalArgumentException if its proposer has another chain
     */
    public Chain.Extension settle(Executed block) {
        UnaryOperator<State> relieved = relief.getAndSet(UnaryOperator.identity());
        Chain chain = settled;
        Chain.Extension extension =
                chain.withState(relieved.apply(chain.state())).settle(block);
        settled = extension.chain();
        return extension;
    }

    /**
     * Lets the next block to be settled continue from another form of the state, such as one of which less is in memory.
     *
     * @param form makes a state of the same content from the newest one; called once, by the thread that settles
     */
    public void continueFrom(UnaryOperator<State> form) {
        relief.set(form);
    }
}
