package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.LedgerDirectory;
import org.quoin.ledger.core.journal.Room;

/**
 * A ledger in a directory: {@code genesis} with the encoded genesis, {@code journal} with everything since, {@code reserve} for
 * the day on which the disk is full; and another one, with the rules jars of its modules.
 */
public final class DirectoryStore implements LedgerStore {
    private static final Logger LOG = System.getLogger(DirectoryStore.class.getName());
    private static final String GENESIS = "genesis";

    private final LedgerDirectory directory;
    private final ModuleArchive modules;

    public DirectoryStore(Path directory, Path modules) {
        this.directory = new LedgerDirectory(directory);
        this.modules = new DirectoryArchive(modules);
    }

    @Override
    public boolean exists() {
        return directory.exists();
    }

    @Override
    public void create(Genesis genesis) throws IOException {
        directory.create(genesis.chainId(), 0, draft -> new GenesisFile(draft.resolve(GENESIS)).write(genesis));
    }

    /** If the file is damaged it is restored from the journal, whose first block holds the same. */
    @Override
    public Genesis genesis() throws IOException {
        GenesisFile file = new GenesisFile(directory.path().resolve(GENESIS));
        try {
            return file.read();
        } catch (DamagedDataException damage) {
            Genesis genesis = inJournal().orElseThrow(() -> damage);
            file.replace(genesis);
            LOG.log(Level.WARNING, "The genesis file was damaged and is restored from block 0", damage);
            return genesis;
        }
    }

    @Override
    public boolean heal(Genesis genesis) throws IOException {
        GenesisFile file = new GenesisFile(directory.path().resolve(GENESIS));
        try {
            return !file.read().equals(genesis) && restore(file, genesis);
        } catch (DamagedDataException e) {
            return restore(file, genesis);
        }
    }

    private static boolean restore(GenesisFile file, Genesis genesis) throws IOException {
        file.replace(genesis);
        return true;
    }

    /** The genesis in block 0, if that is whole and the one that the journal names. */
    private Optional<Genesis> inJournal() throws IOException {
        try (Disk disk = directory.open()) {
            Journal.First first = Journal.first(disk);
            Genesis genesis = Genesis.decode(BlockRecord.decode(first.payload()).input());
            return Optional.of(genesis).filter(found -> found.chainId().equals(first.identity()));
        } catch (DamagedDataException | MalformedBytesException e) {
            LOG.log(Level.WARNING, "The genesis cannot be read from the journal either", e);
            return Optional.empty();
        }
    }

    @Override
    public Disk openJournal() throws IOException {
        return directory.open();
    }

    @Override
    public Room room() {
        return directory.room();
    }

    @Override
    public ModuleArchive modules() {
        return modules;
    }
}
