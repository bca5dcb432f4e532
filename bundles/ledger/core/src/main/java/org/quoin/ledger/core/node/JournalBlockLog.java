package org.quoin.ledger.core.node;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.journal.GroupCommit;

/** The log of a ledger on one machine: executes at once and writes input, result and write set to the journal. */
final class JournalBlockLog implements BlockLog {
    private final BlockMachine machine;
    private final GroupCommit journal;

    /** Why an input could not be executed: what comes after it is not ordered either. */
    private @Nullable RuntimeException failure;

    JournalBlockLog(BlockMachine machine, GroupCommit journal) {
        this.machine = machine;
        this.journal = journal;
    }

    @Override
    public CompletableFuture<Chain.Extension> append(BlockInput input) throws InterruptedException {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        Chain.Extension extension;
        try {
            extension = machine.execute(input);
        } catch (RuntimeException e) {
            failure = e;
            return CompletableFuture.failedFuture(e);
        }
        return journal.append(
                        input.height(),
                        extension.chain().head(),
                        extension.record().encode())
                .thenApply(acknowledged -> extension);
    }

    @Override
    public boolean isFull() {
        return journal.isFull();
    }

    @Override
    public void giveUpWhenFull() {
        journal.giveUpWhenFull();
    }

    @Override
    public void close() {
        journal.close();
    }
}
