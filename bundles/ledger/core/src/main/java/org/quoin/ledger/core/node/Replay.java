package org.quoin.ledger.core.node;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.JournalReader;

/**
 * Rebuilds a chain from the writes that its journal recorded, without executing anything. Every block must continue its
 * predecessor, the first must be that of the genesis, and at the end the state must have the roots that the last header names.
 */
final class Replay implements JournalReader {
    private final Genesis genesis;
    private final String file;
    private final History history;
    private final RulesSource rules;
    private @Nullable Chain chain;

    /**
     * Starts with nothing.
     *
     * @param file where the blocks come from, for messages
     * @param rules goes into the chain; not asked for any
     */
    Replay(Genesis genesis, String file, History history, RulesSource rules) {
        this.genesis = genesis;
        this.file = file;
        this.history = history;
        this.rules = rules;
    }

    @Override
    public Hash read(long height, byte[] payload) {
        try {
            BlockRecord block = BlockRecord.decode(payload);
            chain = chain == null ? first(block) : chain.replay(block);
            history.add(block);
            return chain.head();
        } catch (MalformedBytesException | IllegalArgumentException e) {
            throw damaged("block " + height + " cannot be taken up: " + e.getMessage());
        }
    }

    /** The chain as of the last block read, or null if there was none. */
    @Nullable
    Chain chain() {
        if (chain != null && !chain.hasItsRoots()) {
            throw damaged("the state after block " + chain.header().height() + " has not the roots of its header");
        }
        return chain;
    }

    private Chain first(BlockRecord block) {
        Chain.Extension founded = Chain.found(genesis, rules);
        if (!block.equals(founded.record())) {
            throw new IllegalArgumentException("it does not follow from the genesis");
        }
        return founded.chain();
    }

    DamagedDataException damaged(String problem) {
        return new DamagedDataException(file, 0, problem);
    }
}
