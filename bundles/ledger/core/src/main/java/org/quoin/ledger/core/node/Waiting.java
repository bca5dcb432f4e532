package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/** What waits to be put into a block, first come, first served, bounded in number and bytes. */
final class Waiting {
    /** Something that asks for a place in the chain. */
    sealed interface Item {}

    /** A transaction, and whom to tell what became of it. */
    record Submitted(VerifiedTransaction transaction, CompletableFuture<Receipt> receipt) implements Item {}

    /** Empty blocks, and whom to tell where the chain stands then. */
    record EmptyBlocks(int count, CompletableFuture<LedgerInfo> done) implements Item {}

    private final Capacity capacity;
    private final Deque<Item> items = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    Waiting(Capacity capacity) {
        this.capacity = capacity;
    }

    /** @return false if there is no room, or no more is taken */
    synchronized boolean offer(Submitted submitted) {
        int size = submitted.transaction().encoded().size();
        if (closed || items.size() >= capacity.transactions() || bytes + size > capacity.bytes()) {
            return false;
        }
        bytes += size;
        items.add(submitted);
        notifyAll();
        return true;
    }

    /** @return false if no more is taken */
    synchronized boolean offer(EmptyBlocks blocks) {
        if (closed) {
            return false;
        }
        items.add(blocks);
        notifyAll();
        return true;
    }

    /**
     * Waits for something to do, then takes as many transactions as fit into a block, or one order for empty blocks.
     *
     * @return empty when closed and nothing is left
     */
    synchronized List<Item> take() throws InterruptedException {
        while (items.isEmpty() && !closed) {
            wait();
        }
        List<Item> taken = new ArrayList<>();
        long size = 0;
        for (Item next = items.peek(); next != null; next = items.peek()) {
            if (next instanceof EmptyBlocks) {
                return taken.isEmpty() ? List.of(items.remove()) : taken;
            }
            int length = ((Submitted) next).transaction().encoded().size();
            if (taken.size() == BlockInput.MAX_TRANSACTIONS || size + length > BlockInput.MAX_SIZE) {
                break;
            }
            size += length;
            bytes -= length;
            taken.add(items.remove());
        }
        return taken;
    }

    /** Takes no more; what is there can still be taken out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Forgets all that is left, and gives back those who asked for empty blocks: who submitted is known elsewhere. */
    synchronized List<EmptyBlocks> drain() {
        List<EmptyBlocks> left = items.stream()
                .filter(EmptyBlocks.class::isInstance)
                .map(EmptyBlocks.class::cast)
                .toList();
        items.clear();
        bytes = 0;
        return left;
    }
}
