package org.quoin.ledger.api;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator does for the files of a ledger while it runs. Any thread may call it; the ledger goes on meanwhile. */
@ProviderType
public interface Maintenance {
    /**
     * Copies the ledger as it stands at the newest durable block. The copy is there completely or not at all: {@code ledger},
     * which a node can be started on, {@code modules}, and {@code SHA256SUMS} of all of it. It has no keys.
     *
     * @param directory must not be there yet
     * @throws IllegalArgumentException if it is
     * @throws IOException if the copy cannot be written
     */
    Backup backup(Path directory) throws IOException;

    /**
     * Reads every block, every archived module and what is stored of the state, and heals what can be healed while the ledger runs.
     */
    Inspection repair();
}
