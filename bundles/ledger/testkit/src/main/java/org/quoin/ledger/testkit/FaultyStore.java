package org.quoin.ledger.testkit;

import java.io.IOException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.testkit.disk.FaultyDisk;
import org.quoin.ledger.testkit.disk.ManualRoom;

/** A ledger in memory whose disk can be made to fail. It outlives the node that uses it. */
public final class FaultyStore implements LedgerStore {
    private final MemoryStore store = new MemoryStore();
    private final FaultyDisk disk = new FaultyDisk(store.disk());
    private final ManualRoom room = new ManualRoom();

    @Override
    public boolean exists() {
        return store.exists();
    }

    @Override
    public void create(Genesis founded) throws IOException {
        store.create(founded);
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
