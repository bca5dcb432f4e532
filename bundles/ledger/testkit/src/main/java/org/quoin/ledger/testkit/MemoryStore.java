package org.quoin.ledger.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.store.DamagedStoreException;

/** A ledger in memory. It outlives the node that uses it, so a test can open it again. */
public final class MemoryStore implements LedgerStore {
    private @Nullable Genesis genesis;
    private final MemoryDisk disk = new MemoryDisk();
    private final MemoryArchive modules = new MemoryArchive();
    private final Memory memory;
    private MemoryRows state = new MemoryRows();
    private final List<MemoryRows> scratches = new CopyOnWriteArrayList<>();
    private int scratchSteps = Integer.MAX_VALUE;
    private boolean distrusted;

    public MemoryStore() {
        this(Memory.ofHeap(1L << 30));
    }

    /** With its own bounds of what the ledger holds in memory. */
    public MemoryStore(Memory memory) {
        this.memory = memory;
    }

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
    public MemoryRows openState() {
        if (distrusted) {
            throw new DamagedStoreException(state.name(), "it was found so while the ledger ran", null);
        }
        return state.opened();
    }

    @Override
    public void distrustState() {
        distrusted = true;
    }

    @Override
    public void discardState() {
        distrusted = false;
        state = new MemoryRows();
    }

    @Override
    public MemoryRows openScratch() {
        MemoryRows scratch = new MemoryRows().opened();
        scratch.failAfter(scratchSteps);
        scratches.add(scratch);
        return scratch;
    }

    /** After so many writes the next one of a scratch that will be made fails. */
    public void failScratches(int steps) {
        scratchSteps = steps;
    }

    /** Those that were made so far, in their order; each as it was when it was closed. */
    public List<MemoryRows> scratches() {
        return List.copyOf(scratches);
    }

    @Override
    public Memory memory() {
        return memory;
    }

    /** What the store behind the journal is. */
    public MemoryRows state() {
        return state;
    }

    /** Whether the next start will make the store anew. */
    public boolean distrusted() {
        return distrusted;
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
