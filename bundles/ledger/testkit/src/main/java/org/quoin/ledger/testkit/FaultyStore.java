package org.quoin.ledger.testkit;

import java.io.IOException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.testkit.disk.FaultyDisk;
import org.quoin.ledger.testkit.disk.ManualRoom;

/** A ledger in memory whose disk can be made to fail. It outlives the node that uses it. */
public final class FaultyStore implements LedgerStore {
    private final MemoryStore store;
    private final FaultyDisk disk;
    private final ManualRoom room = new ManualRoom();

    public FaultyStore() {
        this(new MemoryStore());
    }

    public FaultyStore(MemoryStore store) {
        this.store = store;
        disk = new FaultyDisk(store.disk());
    }

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
    public KeyValueStore openState() {
        return store.openState();
    }

    @Override
    public void distrustState() {
        store.distrustState();
    }

    @Override
    public void discardState() {
        store.discardState();
    }

    @Override
    public KeyValueStore openScratch() {
        return store.openScratch();
    }

    @Override
    public Memory memory() {
        return store.memory();
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
