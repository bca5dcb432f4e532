package org.quoin.ledger.core.node;

import java.io.IOException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Room;
import org.quoin.ledger.store.KeyValueStore;

/** Where a ledger lies. */
public interface LedgerStore {
    /** Whether there is a ledger, whole or damaged. */
    boolean exists();

    /** Makes a ledger with an empty journal, completely or not at all. */
    void create(Genesis genesis) throws IOException;

    /**
     * What the ledger starts from.
     *
     * @throws org.quoin.ledger.core.journal.DamagedDataException if it is missing or cannot be read
     */
    Genesis genesis() throws IOException;

    /**
     * Opens the journal's disk for this process alone.
     *
     * @throws org.quoin.ledger.core.journal.DamagedDataException if it is missing
     * @throws org.quoin.ledger.core.journal.DataInUseException if another process has it open
     */
    Disk openJournal() throws IOException;

    /**
     * Opens the store of what follows from the journal, after making one if there is none.
     *
     * @throws org.quoin.ledger.store.DamagedStoreException if it is not what was written, or {@link #distrustState} was called
     * @throws org.quoin.ledger.store.StoreException if it cannot be read or written now
     */
    KeyValueStore openState();

    /** Lets the next start find that the store is damaged, whatever it looks like. */
    void distrustState() throws IOException;

    /** Removes the store: the next {@link #openState} makes an empty one. */
    void discardState() throws IOException;

    /**
     * Makes an empty store, which is gone when it is closed, or at the latest when the journal is opened the next time.
     *
     * @throws org.quoin.ledger.store.StoreException if it cannot be made
     */
    KeyValueStore openScratch();

    /** How much of the heap the ledger may take. */
    default Memory memory() {
        return Memory.ofHeap(Runtime.getRuntime().maxMemory());
    }

    /** What the disk still has. */
    default Room room() {
        return Room.UNLIMITED;
    }

    /**
     * Writes the genesis anew where it is not as it was written.
     *
     * @return whether that was needed
     */
    default boolean heal(Genesis genesis) throws IOException {
        return false;
    }

    /** Where the rules jars are kept. */
    ModuleArchive modules();
}
