package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.LedgerDirectory;
import org.quoin.ledger.core.journal.Room;
import org.quoin.ledger.store.DamagedStoreException;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.store.RocksStore;
import org.quoin.ledger.store.StoreException;

/**
 * A ledger in a directory: {@code genesis} with the encoded genesis, {@code journal} with everything since, {@code reserve} for
 * the day on which the disk is full, {@code store} with what follows from the journal, {@code scratch-*} while blocks are executed
 * again; and another one, with the rules jars of its modules.
 */
public final class DirectoryStore implements LedgerStore {
    private static final Logger LOG = System.getLogger(DirectoryStore.class.getName());
    private static final String GENESIS = "genesis";
    private static final String STATE = "store";
    private static final String DISTRUSTED = "distrusted";
    private static final String SCRATCH = "scratch-";

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
            Genesis genesis =
                    Genesis.decode(BlockRecord.decode(first.payload().toArray()).input());
            return Optional.of(genesis).filter(found -> found.chainId().equals(first.identity()));
        } catch (DamagedDataException | MalformedBytesException e) {
            LOG.log(Level.WARNING, "The genesis cannot be read from the journal either", e);
            return Optional.empty();
        }
    }

    @Override
    public Disk openJournal() throws IOException {
        Disk disk = directory.open();
        try {
            deleteScratches();
            return disk;
        } catch (IOException e) {
            disk.close();
            throw e;
        }
    }

    /** Removes what was in use when the process ended. */
    private void deleteScratches() throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(directory.path())) {
            left = files.filter(file -> file.getFileName().toString().startsWith(SCRATCH))
                    .toList();
        }
        for (Path scratch : left) {
            delete(scratch);
        }
    }

    @Override
    public KeyValueStore openScratch() {
        try {
            return RocksStore.scratch(Files.createTempDirectory(directory.path(), SCRATCH));
        } catch (IOException e) {
            throw new StoreException(
                    directory.path().toString(), "cannot have another one beside it: " + e.getMessage(), e);
        }
    }

    @Override
    public KeyValueStore openState() {
        return openState(directory.path());
    }

    /** Opens the store of the ledger in a directory, as {@link LedgerStore#openState}. */
    static KeyValueStore openState(Path ledger) {
        Path state = ledger.resolve(STATE);
        if (Files.exists(state.resolve(DISTRUSTED))) {
            throw new DamagedStoreException(state.toString(), "it was found so while the ledger ran", null);
        }
        return RocksStore.open(state);
    }

    /** Whether there is a store of the ledger in a directory. */
    static boolean hasState(Path ledger) {
        return Files.exists(ledger.resolve(STATE));
    }

    @Override
    public void distrustState() throws IOException {
        if (Files.isDirectory(state())) {
            Files.write(state().resolve(DISTRUSTED), new byte[0]);
        }
    }

    @Override
    public void discardState() throws IOException {
        discardState(directory.path());
    }

    /** Removes the store of the ledger in a directory: the next start makes it from the journal. */
    static void discardState(Path ledger) throws IOException {
        delete(ledger.resolve(STATE));
    }

    private static void delete(Path tree) throws IOException {
        List<Path> contents;
        try (Stream<Path> paths = Files.walk(tree)) {
            contents = paths.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }

    private Path state() {
        return directory.path().resolve(STATE);
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
