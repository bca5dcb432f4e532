package org.quoin.ledger.core.node;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;

/**
 * A ledger without its door: blocks come in as they are ordered, and are executed, settled, journalled and stored by what a
 * {@link LedgerNode} does it with. For who orders blocks himself.
 */
public final class LedgerLog implements BlockLog {
    private final Opened opened;
    private final BlockMachine machine;
    private final StoredLog log;
    private volatile @Nullable Throwable failure;

    private LedgerLog(Opened opened, Executor threads) {
        this.opened = opened;
        opened.checkpoints().onFailure((failed, damaged) -> failure = failed);
        machine = new BlockMachine(opened.chain(), opened.memory().rows());
        log = StoredLog.of(opened, machine, threads, failed -> failure = failed);
    }

    /**
     * Opens the ledger that is in a store.
     *
     * @param threads lends three threads until {@link #close}
     * @throws org.quoin.ledger.core.journal.DamagedDataException if the data are not what was written
     * @throws IOException if the store cannot be read or written
     */
    public static LedgerLog open(LedgerStore store, Executor threads) throws IOException {
        return new LedgerLog(Opened.open(store, store.genesis()), threads);
    }

    /** What executes the blocks. */
    public BlockMachine machine() {
        return machine;
    }

    /** How far the store is behind; nothing waits. */
    public Backlog backlog() {
        return log.backlog(0);
    }

    @Override
    public CompletableFuture<Chain.Extension> append(BlockInput input) throws InterruptedException {
        Throwable earlier = failure;
        return earlier == null ? log.append(input) : CompletableFuture.failedFuture(earlier);
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
        opened.close();
    }
}
