package org.quoin.ledger.core.node;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.state.State;

/** Executes what a {@link BlockLog} orders. Its chain may be ahead of what is durable. */
final class BlockMachine {
    private final AtomicReference<UnaryOperator<State>> relief = new AtomicReference<>(UnaryOperator.identity());
    private volatile Chain chain;

    BlockMachine(Chain chain) {
        this.chain = chain;
    }

    /** As of the last executed block. */
    Chain chain() {
        return chain;
    }

    /** Called by one thread at a time, in the order of the log. */
    Chain.Extension execute(BlockInput input) {
        UnaryOperator<State> relieved = relief.getAndSet(UnaryOperator.identity());
        Chain.Extension extension =
                chain.withState(relieved.apply(chain.state())).extend(input);
        chain = extension.chain();
        return extension;
    }

    /**
     * Lets the next block continue from another form of the state, such as one of which less is in memory.
     *
     * @param form makes a state of the same content from the newest one; called once, by the thread that executes
     */
    void continueFrom(UnaryOperator<State> form) {
        relief.set(form);
    }
}
