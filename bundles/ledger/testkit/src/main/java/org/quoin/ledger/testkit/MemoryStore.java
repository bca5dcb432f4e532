package org.quoin.ledger.testkit;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.node.LedgerStore;

/** A ledger in memory. It outlives the node that uses it, so a test can open it again. */
public final class MemoryStore implements LedgerStore {
    private @Nullable Genesis genesis;
    private final MemoryDisk disk = new MemoryDisk();
    private final MemoryArchive modules = new MemoryArchive();

    @Override
    public boolean exists() {
        return genesis != null;
    }

    @Override
    public void create(Genesis founded) throws IOException {
        Journal.create(disk, founded.chainId(), 0);
        genesis = founded;
    }

    @Override
    public Genesis genesis() {
        return Objects.requireNonNull(genesis, "create comes first");
    }

    @Override
    public Disk openJournal() {
        return disk;
    }

    @Override
    public MemoryArchive modules() {
        return modules;
    }

    /** What the journal lies on. */
    public MemoryDisk disk() {
        return disk;
    }
}
