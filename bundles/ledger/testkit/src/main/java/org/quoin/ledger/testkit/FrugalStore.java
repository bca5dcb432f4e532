package org.quoin.ledger.testkit;

import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;

/** A store whose ledger is to hold little of its state in memory, so that it stores much and reads much again. */
public final class FrugalStore extends RelayStore {
    private final Memory memory;

    public FrugalStore(LedgerStore store, Memory memory) {
        super(store);
        this.memory = memory;
    }

    @Override
    public Memory memory() {
        return memory;
    }
}
