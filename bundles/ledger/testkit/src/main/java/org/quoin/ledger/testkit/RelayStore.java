package org.quoin.ledger.testkit;

import java.io.IOException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Room;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.core.node.ModuleArchive;
import org.quoin.ledger.store.KeyValueStore;

/** Passes everything on to another store. Who differs in one method extends it. */
public abstract class RelayStore implements LedgerStore {
    private final LedgerStore store;

    protected RelayStore(LedgerStore store) {
        this.store = store;
    }

    @Override
    public boolean exists() {
        return store.exists();
    }

    @Override
    public void create(Genesis genesis) throws IOException {
        store.create(genesis);
    }

    @Override
    public Genesis genesis() throws IOException {
        return store.genesis();
    }

    @Override
    public Disk openJournal() throws IOException {
        return store.openJournal();
    }

    @Override
    public KeyValueStore openState() {
        return store.openState();
    }

    @Override
    public void distrustState() throws IOException {
        store.distrustState();
    }

    @Override
    public void discardState() throws IOException {
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
    public Room room() {
        return store.room();
    }

    @Override
    public boolean heal(Genesis genesis) throws IOException {
        return store.heal(genesis);
    }

    @Override
    public ModuleArchive modules() {
        return store.modules();
    }
}
