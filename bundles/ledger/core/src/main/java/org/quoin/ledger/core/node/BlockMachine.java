package org.quoin.ledger.core.node;

import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;

/** Executes what a {@link BlockLog} orders. Its chain may be ahead of what is durable. */
final class BlockMachine {
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
        Chain.Extension extension = chain.extend(input);
        chain = extension.chain();
        return extension;
    }
}
