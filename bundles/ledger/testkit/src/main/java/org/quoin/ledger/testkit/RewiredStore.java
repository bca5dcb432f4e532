package org.quoin.ledger.testkit;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.ModuleArchive;

/**
 * A store whose journal lies on another disk than it thinks.
 *
 * @param wiring is given the store's disk
 */
public record RewiredStore(LedgerStore store, UnaryOperator<Disk> wiring) implements LedgerStore {
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
        return wiring.apply(store.openJournal());
    }

    @Override
    public ModuleArchive modules() {
        return store.modules();
    }
}
