package org.quoin.ledger.testkit;

import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.testkit.disk.FaultyDisk;
import org.quoin.ledger.testkit.disk.ManualRoom;

/** A ledger in memory whose disk can be made to fail. It outlives the node that uses it. */
public final class FaultyStore extends RelayStore {
    private final MemoryStore store;
    private final FaultyDisk disk;
    private final ManualRoom room = new ManualRoom();

    public FaultyStore() {
        this(new MemoryStore());
    }

    public FaultyStore(MemoryStore store) {
        super(store);
        this.store = store;
        disk = new FaultyDisk(store.disk());
    }

    @Override
    public Genesis genesis() {
        return store.genesis();
    }

    @Override
    public Disk openJournal() {
        return disk;
    }

    @Override
    public ManualRoom room() {
        return room;
    }

    @Override
    public MemoryArchive modules() {
        return store.modules();
    }

    /** Leaves the journal no more room than it needs; between two openings. */
    public void trim() {
        store.disk().trim();
    }

    /** What the journal lies on. */
    public FaultyDisk disk() {
        return disk;
    }
}
