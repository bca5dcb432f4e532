package org.quoin.ledger.core.node;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.DamagedDataException;

/** Executes a chain again from what was ordered, signatures included, and compares all that came of it with what is recorded. */
final class Verifier {
    private final Genesis genesis;
    private final History history;
    private final RulesSource rules;

    Verifier(Genesis genesis, History history, RulesSource rules) {
        this.genesis = genesis;
        this.history = history;
        this.rules = rules;
    }

    /**
     * Always starts from genesis: what comes before {@code from} is needed to know the state there, and if it does not
     * hold, nothing after it does.
     *
     * @param head the hash that the header of block {@code to} must have, or null if any will do
     */
    Verification verify(long from, long to, @Nullable Hash head) {
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
                    chain = again.chain();
                }
            } catch (DamagedDataException | MalformedBytesException | IllegalArgumentException e) {
                finding = String.valueOf(e.getMessage());
            }
            if (finding != null) {
                Hash root = chain == null ? Hash.ZERO : chain.header().state();
                return new Verification(from, to, root, height, finding);
            }
        }
        return new Verification(
                from, to, chain == null ? Hash.ZERO : chain.header().state(), null, null);
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
        if (!is.receipts().equals(was.receipts()) || !again.receipts().equals(recorded.receipts())) {
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
