package org.quoin.ledger.testkit;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.node.LedgerStore;

/** A store whose journal lies on another disk than it thinks. */
public final class RewiredStore extends RelayStore {
    private final UnaryOperator<Disk> wiring;

    /** @param wiring is given the store's disk */
    public RewiredStore(LedgerStore store, UnaryOperator<Disk> wiring) {
        super(store);
        this.wiring = wiring;
    }

    @Override
    public Disk openJournal() throws IOException {
        return wiring.apply(super.openJournal());
    }
}
