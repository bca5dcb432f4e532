package org.quoin.ledger.core.node;

import java.util.concurrent.CompletableFuture;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;

/** A log whose durable blocks are stored, and which takes no input while too much is not stored. */
final class StoredLog implements BlockLog {
    private final BlockLog log;
    private final Checkpointer checkpointer;

    StoredLog(BlockLog log, Checkpointer checkpointer) {
        this.log = log;
        this.checkpointer = checkpointer;
    }

    @Override
    public CompletableFuture<Chain.Extension> append(BlockInput input) throws InterruptedException {
        checkpointer.awaitRoom();
        return log.append(input).thenApply(block -> {
            checkpointer.add(block);
            return block;
        });
    }

    @Override
    public boolean isFull() {
        return log.isFull();
    }

    @Override
    public void giveUpWhenFull() {
        log.giveUpWhenFull();
    }

    @Override
    public void close() {
        log.close();
        checkpointer.close();
    }
}
