package org.quoin.ledger.core.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.journal.GroupCommit;

/** A log whose durable blocks are stored, and which takes no input while too much is not stored. */
final class StoredLog implements BlockLog {
    /** Blocks that may be settled and not yet durable: one being synced, one to follow. */
    private static final int BLOCKS_IN_FLIGHT = 2;

    private final BlockLog log;
    private final Checkpointer checkpointer;

    StoredLog(BlockLog log, Checkpointer checkpointer) {
        this.log = log;
        this.checkpointer = checkpointer;
    }

    /**
     * The log of a ledger in a directory.
     *
     * @param threads lends three threads until {@link #close}
     * @param failed is told, on one of them, why nothing is stored any more
     */
    static StoredLog of(Opened opened, BlockMachine machine, Executor threads, Consumer<Throwable> failed) {
        return of(opened, machine, threads, failed, nanos -> {}, nanos -> {});
    }

    /**
     * The same, which tells how long its disk takes.
     *
     * @param forced is told of each sync of the journal, in nanoseconds
     * @param stored is told of each checkpoint, in nanoseconds
     */
    static StoredLog of(
            Opened opened,
            BlockMachine machine,
            Executor threads,
            Consumer<Throwable> failed,
            LongConsumer forced,
            LongConsumer stored) {
        Checkpointer checkpointer = new Checkpointer(opened, machine, threads, failed, stored);
        GroupCommit journal = new GroupCommit(opened.journal(), threads, BLOCKS_IN_FLIGHT, forced);
        return new StoredLog(new JournalBlockLog(machine, journal, threads), checkpointer);
    }

    /** @param waiting transactions that are not in a block yet */
    Backlog backlog(int waiting) {
        return checkpointer.backlog(waiting);
    }

    /** As {@link Checkpointer#tend}. */
    void tend() {
        checkpointer.tend();
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
