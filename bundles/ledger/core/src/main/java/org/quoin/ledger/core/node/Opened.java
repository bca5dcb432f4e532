package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.BlockIndex;
import org.quoin.ledger.core.checkpoint.Checkpoint;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.checkpoint.UnusableStoreException;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.UnfitException;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.DamagedStoreException;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.store.StoreException;

/**
 * What a store held when it was opened, made ready to continue.
 *
 * @param unstored durable blocks since the last checkpoint
 */
record Opened(
        Journal journal,
        History history,
        KeptRules rules,
        Chain chain,
        Checkpoints checkpoints,
        Unstored unstored,
        Memory memory)
        implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Opened.class.getName());

    /**
     * Continues from the newest checkpoint. One that cannot be used is no loss: it is made again from the journal.
     *
     * @throws org.quoin.ledger.core.journal.DamagedDataException if the journal is not what was acknowledged
     * @throws IOException if the ledger cannot be read or written
     */
    static Opened open(LedgerStore store, Genesis genesis) throws IOException {
        try {
            return continued(store, genesis);
        } catch (DamagedStoreException | UnusableStoreException | UnfitException | UnreadableStateError e) {
            if (e.getCause() instanceof StoreException cause && !(cause instanceof DamagedStoreException)) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "The state is made again from the whole journal, because what was stored of it cannot be used: "
                            + e.getMessage());
            store.discardState();
            return continued(store, genesis);
        }
    }

    private static Opened continued(LedgerStore store, Genesis genesis) throws IOException {
        Disk disk = store.openJournal();
        KeyValueStore state = null;
        Journal journal = null;
        try {
            state = store.openState();
            Checkpoints checkpoints =
                    Checkpoints.in(state, genesis.chainId(), store.memory().cache());
            History history = new History(checkpoints);
            KeptRules rules = new KeptRules(store.modules(), history);
            Checkpoint newest = checkpoints.newest(Long.MAX_VALUE).orElse(null);
            Chain start = newest == null ? null : checkpoints.resume(newest, rules);
            Replay replay = new Replay(genesis, disk.name(), history, rules, checkpoints, store.memory(), start);
            Disk handedOver = disk;
            disk = null;
            journal = Journal.open(handedOver, newest == null ? null : checkpoints.earlier(newest), replay);
            journal.repairs().forEach(repair -> LOG.log(Level.WARNING, repair));
            if (!journal.identity().equals(genesis.chainId())) {
                throw replay.damaged("it is the journal of another genesis");
            }
            history.readFrom(journal);
            requireSame(newest, history);
            Chain replayed = replay.chain();
            Chain chain = replayed == null ? begin(genesis, journal, history, rules, replay.unstored()) : replayed;
            rules.lookIn(() -> new CoreReads(chain.state()));
            return new Opened(
                    journal, history, rules, chain.withRules(), checkpoints, replay.unstored(), store.memory());
        } catch (IOException | RuntimeException | Error e) {
            if (state != null) {
                state.close();
            }
            if (journal != null) {
                journal.close();
            } else if (disk != null) {
                disk.close();
            }
            throw e;
        }
    }

    /** The record was found whole when the journal was opened, so this compares the stored header with the true one. */
    private static void requireSame(@Nullable Checkpoint newest, History history) {
        if (newest != null && !history.block(newest.height()).header().equals(newest.header())) {
            throw new UnusableStoreException("of the state", "has another block " + newest.height());
        }
    }

    private static Chain begin(Genesis genesis, Journal journal, History history, KeptRules rules, Unstored unstored) {
        Chain.Extension first = Chain.found(genesis, rules);
        journal.append(0, first.record().encode());
        journal.force();
        journal.anchor(0, first.chain().head());
        journal.force();
        history.add(first.record());
        unstored.add(BlockIndex.of(first.record(), journal.end(0)), first.chain());
        return first.chain();
    }

    @Override
    public void close() {
        journal.close();
        checkpoints.close();
    }
}
