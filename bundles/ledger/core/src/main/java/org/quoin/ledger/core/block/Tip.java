package org.quoin.ledger.core.block;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Prefetch;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.Layer;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.RecentRows;
import org.quoin.ledger.core.state.RememberingView;
import org.quoin.ledger.core.state.View;

/**
 * The end of a chain as far as it is executed: what executing the next block takes. That is less than a {@link Chain}, which
 * knows the roots too, so a block is executed while those of the blocks before it are still being computed.
 *
 * @param height of the last executed block
 * @param time of that block
 * @param input the hash of that block's input
 * @param view what that block left
 * @param modules the rules that the next block is executed under
 */
public record Tip(Hash chainId, long height, Instant time, Hash input, View view, ModuleSet modules) {
    /** Transactions whose rows are looked for together: few enough that the first are still near when the last are found. */
    private static final int TOGETHER = 32;

    /** Remembered while a block is executed, if its view does not remember of itself. */
    private static final int MOST_ROWS = 200_000;

    /**
     * Executes the block that comes next.
     *
     * @throws IllegalArgumentException if the input does not continue this chain
     */
    public Executed execute(BlockInput block) {
        require(block.protocol() == CoreCapability.PROTOCOL, "it follows protocol " + block.protocol());
        require(block.height() == height + 1, "its height is " + block.height());
        require(block.parent().equals(input), "its parent is another input");
        require(!block.time().isBefore(time), "its time is before its parent's");
        require(block.knownHeight() <= height, "its proposer knows block " + block.knownHeight());
        require(block.modules().equals(modules.hash()), "its proposer has other rules active");

        RememberingView before = remembering();
        Overlay overlay = new Overlay(before);
        Context context = new Context(chainId, block.height(), block.time());
        List<ReceiptRow> receipts = new ArrayList<>(block.transactions().size());
        List<VerifiedTransaction> all = block.transactions();
        readAhead(all, before);
        Outcome start = Executor.execute(modules, context, new Step.Start(), overlay);
        for (VerifiedTransaction transaction : all) {
            receipts.add(new ReceiptRow(
                    transaction.id(), Executor.execute(modules, context, new Step.Apply(transaction), overlay)));
        }
        Outcome end = Executor.execute(modules, context, new Step.End(receipts.size(), gas(receipts)), overlay);
        byte[] encoded = block.encode();
        Layer layer = overlay.seal();
        ModuleSet following = modules.after(
                new CoreReads(layer),
                block.transactions().stream()
                        .map(VerifiedTransaction::transaction)
                        .toList());
        return new Executed(
                block,
                Bytes.of(encoded),
                layer,
                new BlockOutcome(start, receipts, end),
                modules,
                new Tip(chainId, block.height(), block.time(), BlockInput.hash(encoded), layer, following));
    }

    private static long gas(List<ReceiptRow> receipts) {
        return receipts.stream().mapToLong(receipt -> receipt.outcome().gas()).sum();
    }

    /** Reads what executing these will read, if the view remembers it. */
    public void readAhead(List<VerifiedTransaction> transactions) {
        if (view instanceof RememberingView remembering) {
            readAhead(transactions, remembering);
        }
    }

    private static void readAhead(List<VerifiedTransaction> transactions, RememberingView view) {
        for (int from = 0; from < transactions.size(); from += TOGETHER) {
            Prefetch.readUnknown(transactions.subList(from, Math.min(from + TOGETHER, transactions.size())), view);
        }
    }

    private RememberingView remembering() {
        return view instanceof RememberingView remembering ? remembering : new RecentRows(MOST_ROWS).over(view);
    }

    /** The same tip, read from another view with the same content. */
    public Tip over(View same) {
        return new Tip(chainId, height, time, input, same, modules);
    }

    private void require(boolean holds, String otherwise) {
        Chain.requireContinues(holds, height, otherwise);
    }
}
