package org.quoin.ledger.core.node;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.BlockIndex;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.JournalReader;
import org.quoin.ledger.core.journal.Point;

/**
 * Continues a chain, or rebuilds it from its genesis, by the writes that its journal recorded, without executing anything.
 * Every block must continue its predecessor, the first must be that of the genesis, and whenever the state is stored, and at the end,
 * it must have the roots that the last header names.
 */
final class Replay implements JournalReader {
    private final Genesis genesis;
    private final String file;
    private final @Nullable History history;
    private final RulesSource rules;
    private final @Nullable Checkpoints checkpoints;
    private final Memory memory;
    private final Unstored unstored = new Unstored();
    private @Nullable Chain chain;

    /**
     * Starts with a chain.
     *
     * @param file where the blocks come from, for messages
     * @param rules goes into the chain; not asked for any
     * @param checkpoints takes what memory shall not hold
     * @param start null to start with nothing
     */
    Replay(
            Genesis genesis,
            String file,
            History history,
            RulesSource rules,
            Checkpoints checkpoints,
            Memory memory,
            @Nullable Chain start) {
        this.genesis = genesis;
        this.file = file;
        this.history = history;
        this.rules = rules;
        this.checkpoints = checkpoints;
        this.memory = memory;
        chain = start;
    }

    /** Starts with nothing, to see whether the blocks are good; they cannot be found afterwards. */
    Replay(Genesis genesis, String file) {
        this.genesis = genesis;
        this.file = file;
        rules = RulesSource.NONE;
        history = null;
        checkpoints = null;
        memory = Memory.ofHeap(Runtime.getRuntime().maxMemory());
    }

    @Override
    public Hash read(long height, byte[] payload) {
        return take(height, payload).header().hash();
    }

    @Override
    public Hash read(Point end, boolean acknowledged, byte[] payload) {
        BlockRecord block = take(end.height(), payload);
        Chain newest = Objects.requireNonNull(chain, "a block was taken");
        if (checkpoints != null) {
            unstored.add(BlockIndex.of(block, end.position()), newest);
            if (acknowledged && unstored.isDue(memory)) {
                store(checkpoints, requireRoots(newest), end);
            }
        }
        return newest.head();
    }

    /** What of the blocks read is not stored. */
    Unstored unstored() {
        return unstored;
    }

    /** The chain as of the last block read, or null if there was none. */
    @Nullable
    Chain chain() {
        return chain == null ? null : requireRoots(chain);
    }

    private BlockRecord take(long height, byte[] payload) {
        try {
            BlockRecord block = BlockRecord.decode(payload);
            chain = chain == null ? first(block) : chain.replay(block);
            if (history != null) {
                history.add(block);
            }
            return block;
        } catch (MalformedBytesException | IllegalArgumentException e) {
            throw damaged("block " + height + " cannot be taken up: " + e.getMessage());
        }
    }

    private void store(Checkpoints into, Chain newest, Point end) {
        into.write(newest, end, unstored.blocks());
        chain = newest.withState(into.stored());
        if (history != null) {
            history.stored(end.height());
        }
        unstored.stored(end.height());
    }

    private Chain requireRoots(Chain newest) {
        if (!newest.hasItsRoots()) {
            throw damaged("the state after block " + newest.header().height() + " has not the roots of its header");
        }
        return newest;
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
