package org.quoin.ledger.core.node;

import java.io.IOException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Room;

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

    /** What the disk still has. */
    default Room room() {
        return Room.UNLIMITED;
    }

    /** Where the rules jars are kept. */
    ModuleArchive modules();
}
