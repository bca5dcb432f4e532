package org.quoin.ledger.core.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.quoin.ledger.api.Hash;

/**
 * The directory of one ledger, with its journal in it. It is there completely or not at all: it is made beside its place,
 * synced, and renamed. Once it is there, a journal that is missing is damage, never a reason to begin anew.
 */
public final class LedgerDirectory {
    /** Writes further files of a new ledger. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path directory) throws IOException;
    }

    private static final String JOURNAL = "journal";
    private static final String RESERVE = "reserve";

    private final Path directory;
    private final Path parent;
    private final String draftPrefix;

    public LedgerDirectory(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        parent = parentOf(this.directory);
        draftPrefix = "." + this.directory.getFileName() + "-new-";
    }

    public Path path() {
        return directory;
    }

    /** The file that {@link #open} opens. */
    public Path journal() {
        return directory.resolve(JOURNAL);
    }

    /** What its disk still has, with the file {@code reserve} kept back. */
    public Room room() {
        return new Reserve(directory.resolve(RESERVE), Reserve.SIZE);
    }

    /** Whether there is a ledger, whole or damaged. */
    public boolean exists() {
        return Files.exists(directory);
    }

    /**
     * Makes a ledger with an empty journal.
     *
     * @param identity of the ledger: its chain id
     * @param firstHeight of the journal
     * @throws IllegalStateException if there is one already
     * @throws DataInUseException if another process made one meanwhile
     */
    public void create(Hash identity, long firstHeight, Content content) throws IOException {
        if (exists()) {
            throw new IllegalStateException(directory + " exists already");
        }
        createParent();
        Path draft = Files.createTempDirectory(parent, draftPrefix);
        try {
            content.writeTo(draft);
            try (Disk disk = FileDisk.create(draft.resolve(JOURNAL))) {
                Journal.create(disk, identity, firstHeight);
            }
            for (Path path : contents(draft)) {
                force(path);
            }
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (exists()) {
                throw new DataInUseException(directory.toString(), e);
            }
            throw e;
        } finally {
            delete(draft);
        }
        force(parent);
        deleteDrafts();
    }

    /**
     * Opens and locks the journal's file. Where it cannot grow, it takes the reserve.
     *
     * @throws DamagedDataException if it is missing
     * @throws DataInUseException if it is open already
     */
    public Disk open() throws IOException {
        if (!Files.isRegularFile(journal())) {
            throw new DamagedDataException(journal().toString(), 0, "the file is missing");
        }
        deleteDrafts();
        return new ReservedDisk(FileDisk.open(journal()), room());
    }

    /** Removes the ledger, if there is one: of drafts only. */
    public void delete() throws IOException {
        delete(directory);
        deleteDrafts();
    }

    /**
     * Puts another ledger of the same parent in the place of this one, which is deleted. Neither is open. Whatever interrupts it, one
     * of the two is there whole after {@link #settle}.
     */
    public void replaceBy(LedgerDirectory other) throws IOException {
        Files.move(directory, replaced(), StandardCopyOption.ATOMIC_MOVE);
        try {
            force(parent);
            Files.move(other.directory, directory, StandardCopyOption.ATOMIC_MOVE);
            force(parent);
        } finally {
            settle();
        }
    }

    /** Ends what an interrupted {@link #replaceBy} began, before anything else is asked: a ledger that is gone is put back. */
    public void settle() throws IOException {
        if (!exists() && Files.exists(replaced())) {
            Files.move(replaced(), directory, StandardCopyOption.ATOMIC_MOVE);
            force(parent);
        }
        delete(replaced());
    }

    private Path replaced() {
        return directory.resolveSibling("." + directory.getFileName() + "-replaced");
    }

    /** Makes the way to the parent durable too: what a power cut takes away takes with it what is inside. */
    private void createParent() throws IOException {
        Path existing = parent;
        while (!Files.exists(existing)) {
            existing = parentOf(existing);
        }
        Files.createDirectories(parent);
        for (Path made = parent; !made.equals(existing); made = parentOf(made)) {
            force(parentOf(made));
        }
    }

    /**
     * Removes what creations left that did not come to their end. Another process may be at one this moment: now that the
     * directory is there, it cannot succeed any more.
     */
    private void deleteDrafts() throws IOException {
        List<Path> drafts;
        try (Stream<Path> siblings = Files.list(parent)) {
            drafts = siblings.filter(path -> path.getFileName().toString().startsWith(draftPrefix))
                    .toList();
        }
        for (Path draft : drafts) {
            delete(draft);
        }
    }

    private static void delete(Path tree) throws IOException {
        for (Path path : contents(tree)) {
            Files.deleteIfExists(path);
        }
    }

    private static void force(Path fileOrDirectory) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Everything in a tree, each directory after what is in it; nothing if there is no tree. */
    private static List<Path> contents(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
