package org.quoin.ledger.core.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.LedgerDirectory;
import org.quoin.ledger.core.journal.Room;

/**
 * A ledger in a directory: {@code genesis} with the encoded genesis, {@code journal} with everything since, {@code reserve} for
 * the day on which the disk is full; and another one, with the rules jars of its modules.
 */
public final class DirectoryStore implements LedgerStore {
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
        directory.create(
                genesis.chainId(),
                0,
                draft -> Files.write(draft.resolve(GENESIS), genesis.encode().toArray()));
    }

    @Override
    public Genesis genesis() throws IOException {
        Path file = directory.path().resolve(GENESIS);
        try {
            return Genesis.decode(Bytes.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new DamagedDataException(file.toString(), 0, "the file is missing");
        } catch (MalformedBytesException e) {
            throw new DamagedDataException(file.toString(), 0, String.valueOf(e.getMessage()));
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
