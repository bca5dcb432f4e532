package org.quoin.ledger.core.node;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.Scratch;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.StoreException;

/**
 * Executes a chain again from what was ordered, signatures included, and compares all that came of it with what is recorded. What
 * memory cannot hold of the state meanwhile is on the disk of the ledger.
 */
final class Verifier {
    private final Genesis genesis;
    private final History history;
    private final RulesSource rules;
    private final LedgerStore store;

    Verifier(Genesis genesis, History history, RulesSource rules, LedgerStore store) {
        this.genesis = genesis;
        this.history = history;
        this.rules = rules;
        this.store = store;
    }

    /**
     * Always starts from genesis: what comes before {@code from} is needed to know the state there, and if it does not
     * hold, nothing after it does.
     *
     * @param newest the chain that block {@code to} is in: if it is the newest one, it must be the same block
     * @param progress is told after each block
     * @throws IllegalArgumentException if the range is not within the chain
     * @throws RefusedException {@code DISK_FULL}
     * @throws StoreException if the disk fails
     */
    Verification verify(long from, long to, Chain newest, LedgerFile.Progress progress) {
        if (from < 0 || from > to || to > newest.header().height()) {
            throw new IllegalArgumentException("the chain has the blocks 0 to "
                    + newest.header().height() + ": choose a range within, not " + from + " to " + to);
        }
        Memory memory = store.memory();
        try (Scratch scratch = new Scratch(store.openScratch(), memory.cache(), memory.checkpoint())) {
            return verify(from, to, to == newest.header().height() ? newest.head() : null, scratch, progress);
        } catch (UnreadableStateError e) {
            throw new StoreException("of states", "cannot be read: " + e.getMessage(), e);
        }
    }

    private Verification verify(
            long from, long to, @Nullable Hash head, Scratch scratch, LedgerFile.Progress progress) {
        Chain chain = null;
        for (long height = 0; height <= to; height++) {
            String finding;
            try {
                BlockRecord recorded = history.block(height);
                Chain.Extension again = chain == null ? Chain.found(genesis, rules) : chain.repeat(recorded);
                finding = difference(recorded, again.record());
                if (finding == null
                        && height == to
                        && head != null
                        && !again.chain().head().equals(head)) {
                    finding = "it is not the block that the ledger has as its head";
                }
                if (finding == null) {
                    chain = lightened(again.chain(), scratch);
                }
            } catch (DamagedDataException | MalformedBytesException | IllegalArgumentException e) {
                finding = String.valueOf(e.getMessage());
            }
            if (finding != null) {
                Hash root = chain == null ? Hash.ZERO : chain.header().state();
                return new Verification(from, to, root, height, finding);
            }
            progress.at(height + 1, to + 1);
        }
        return new Verification(
                from, to, chain == null ? Hash.ZERO : chain.header().state(), null, null);
    }

    private Chain lightened(Chain chain, Scratch scratch) {
        if (!scratch.isDue(chain.state())) {
            return chain;
        }
        requireRoom();
        return chain.withState(scratch.store(chain.state(), chain.header().height()));
    }

    /** Whoever orders transactions needs the disk more. */
    private void requireRoom() {
        try {
            long missing = Headroom.ENOUGH - store.room().free();
            if (missing > 0) {
                throw new RefusedException(
                        LedgerFailure.DISK_FULL.failure(Values.of("missing", Headroom.mebibytes(missing))));
            }
        } catch (IOException e) {
            throw new StoreException("of states", "has a disk that does not say how much room it has", e);
        }
    }

    /** Where executing a block again came to something else than is recorded; null if nowhere. */
    static @Nullable String difference(BlockRecord recorded, BlockRecord again) {
        Header was = recorded.header();
        Header is = again.header();
        if (!is.state().equals(was.state())) {
            return "executing it again gives the state root " + is.state() + ", its header says " + was.state();
        }
        if (!is.nonces().equals(was.nonces())) {
            return "executing it again gives the nonces root " + is.nonces() + ", its header says " + was.nonces();
        }
        if (!is.receipts().equals(was.receipts()) || !again.outcome().equals(recorded.outcome())) {
            return "executing it again gives other receipts";
        }
        if (!is.events().equals(was.events())) {
            return "executing it again gives other events";
        }
        if (!again.writes().equals(recorded.writes())) {
            return "executing it again writes something else";
        }
        return is.equals(was) && again.input().equals(recorded.input()) ? null : "its header is another";
    }
}
