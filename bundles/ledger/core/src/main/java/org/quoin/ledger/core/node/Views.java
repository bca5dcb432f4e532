package org.quoin.ledger.core.node;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.Checkpoint;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.DamagedDataException;

/** The chain as it stood after one of the last blocks: a checkpoint before it, and the recorded writes since. */
final class Views {
    /** How many are kept for who asks again. */
    private static final int KEPT = 2;

    private final Genesis genesis;
    private final Checkpoints checkpoints;
    private final History history;
    private final RulesSource rules;
    private final Supplier<Chain> newest;
    private final RecentChains recent = new RecentChains();
    private final Map<Long, Chain> kept = new LinkedHashMap<>();

    /** @param newest the chain that is visible to reads */
    Views(Genesis genesis, Opened opened, Supplier<Chain> newest) {
        this.genesis = genesis;
        checkpoints = opened.checkpoints();
        history = opened.history();
        rules = opened.rules();
        this.newest = newest;
    }

    /** Called for each durable block, before it is visible to reads. */
    void add(BlockRecord block, Chain chain) {
        recent.add(block, chain);
    }

    /**
     * The chain after a block, with the rules that the next block was executed under.
     *
     * @throws HeightNotKeptException if there is no such block yet, or it is older than what is kept
     * @throws DamagedDataException if a block since the checkpoint is not as it was written
     */
    Chain at(long height) {
        Chain head = newest.get();
        long newestHeight = head.header().height();
        long oldest = Math.max(0, newestHeight - Checkpoints.REACH + 1);
        if (height < oldest || height > newestHeight) {
            throw new HeightNotKeptException(height, oldest, newestHeight);
        }
        return height == newestHeight ? head : recent.at(height).orElseGet(() -> older(height));
    }

    /** One at a time: it may take the memory of a checkpoint. */
    private synchronized Chain older(long height) {
        Chain known = kept.remove(height);
        Chain chain = known == null ? redone(height) : known;
        kept.put(height, chain);
        while (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return chain;
    }

    private Chain redone(long height) {
        Optional<Checkpoint> base = checkpoints.newest(height);
        long from = base.map(Checkpoint::height).orElse(0L);
        Chain chain = kept.values().stream()
                .filter(known ->
                        from <= known.header().height() && known.header().height() < height)
                .max(Comparator.comparing(known -> known.header().height()))
                .orElseGet(() -> base.map(checkpoint -> checkpoints.restore(checkpoint, rules))
                        .orElseGet(() -> Chain.found(genesis, rules).chain()));
        while (chain.header().height() < height) {
            chain = chain.replay(history.block(chain.header().height() + 1));
        }
        if (!chain.hasItsRoots()) {
            throw new DamagedDataException(
                    "the journal", 0, "the state after block " + height + " has not the roots of its header");
        }
        return chain.withRules();
    }
}
