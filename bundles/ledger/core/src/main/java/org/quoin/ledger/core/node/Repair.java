package org.quoin.ledger.core.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.checkpoint.Checkpoint;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.checkpoint.UnusableStoreException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.FileDisk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.journal.JournalFullException;
import org.quoin.ledger.core.journal.Salvage;
import org.quoin.ledger.store.DamagedStoreException;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.store.StoreException;

/**
 * Repairs the ledger in a directory that no node has open. What has exactly one right outcome is done without being asked; a
 * backup gives what is damaged; blocks are given up only on demand.
 *
 * <p>A repaired journal is written beside the damaged one, read back with all the checks of an opening, and takes its place in
 * one step; the damaged one stays as {@code journal.damaged-N}. Whatever interrupts that, it can be run again.
 */
public final class Repair {
    /**
     * What came of it.
     *
     * @param whole whether the ledger can be opened now
     * @param lines a sentence each, in the order of what was done
     */
    public record Report(boolean whole, List<String> lines) {
        public Report {
            lines = List.copyOf(lines);
        }
    }

    private static final String JOURNAL = "journal";
    private static final String DRAFT = "journal.repaired";
    private static final String EXPORTED = "journal.exported";

    private final Path directory;
    private final @Nullable Path from;
    private final boolean cut;
    private final List<String> lines = new ArrayList<>();

    /** The height of the stored state, which was acknowledged; -1 if that is not known. */
    private long stored = -1;

    /** From a backup; it is written when the journal has shown that it is of this chain. */
    private @Nullable Genesis unproved;

    /**
     * Prepares, and touches nothing.
     *
     * @param directory of the ledger
     * @param from a backup: a journal, an exported ledger, or a directory that has a journal in it or under {@code ledger}; null
     *     for none
     * @param cut whether blocks from the first on that cannot be had are to be given up
     */
    public Repair(Path directory, @Nullable Path from, boolean cut) {
        this.directory = directory;
        this.from = from;
        this.cut = cut;
    }

    /**
     * Does what can be done.
     *
     * @throws IllegalArgumentException if there is no ledger, or no backup where one was said to be
     * @throws org.quoin.ledger.core.journal.DataInUseException if a node has it open
     * @throws org.quoin.ledger.core.journal.UnsupportedFormatException if another version of the software wrote it
     * @throws IOException if a file cannot be read or written; then the ledger is as it was
     */
    public Report run() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("there is no ledger in " + directory);
        }
        try {
            Path backup = from == null ? null : journal(from);
            GenesisFile file = new GenesisFile(directory.resolve("genesis"));
            Genesis genesis = genesis(file, backup);
            boolean whole = genesis != null && (isWhole(genesis) || rebuild(genesis, backup));
            if (whole && unproved != null) {
                restore(file, unproved);
            }
            return new Report(whole, lines);
        } catch (JournalFullException | JournalFailedException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(directory.resolve(DRAFT));
            Files.deleteIfExists(directory.resolve(EXPORTED));
        }
    }

    private Path journal(Path backup) throws IOException {
        if (!ExportReader.isExport(backup)) {
            return journalIn(backup);
        }
        Path journal = directory.resolve(EXPORTED);
        Files.deleteIfExists(journal);
        try (ExportReader in = new ExportReader(Files.newInputStream(backup))) {
            copy(in, backup, journal);
            return journal;
        } catch (ExportReader.InvalidExportException e) {
            throw new IllegalArgumentException("the export " + backup + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Copies the blocks as they are: whether they belong here, the digests of the damaged journal say. */
    private void copy(ExportReader in, Path export, Path journal) throws IOException {
        byte[] first = in.next();
        if (first == null) {
            throw new ExportReader.InvalidExportException("it has no block");
        }
        Hash chainId = chainId(first);
        try (Disk disk = FileDisk.create(journal)) {
            Journal.create(disk, chainId, 0);
        }
        try (Journal copy = Journal.open(FileDisk.open(journal), (unused, payload) -> chainId)) {
            long height = 0;
            for (byte[] payload = first; payload != null; payload = nextOf(in, export)) {
                copy.append(height++, payload);
            }
            copy.force();
            lines.add("The export " + export + " has the blocks 0 to " + (height - 1) + ".");
        }
    }

    /** What comes before the damage of a backup is as good as ever. */
    private byte @Nullable [] nextOf(ExportReader in, Path export) throws IOException {
        try {
            return in.next();
        } catch (ExportReader.InvalidExportException e) {
            lines.add("The export " + export + " is damaged itself: " + e.getMessage() + ".");
            return null;
        }
    }

    private static Hash chainId(byte[] first) throws ExportReader.InvalidExportException {
        try {
            return Genesis.decode(BlockRecord.decode(first).input()).chainId();
        } catch (MalformedBytesException e) {
            throw new ExportReader.InvalidExportException(String.valueOf(e.getMessage()));
        }
    }

    private static Path journalIn(Path backup) {
        return Stream.of(
                        backup,
                        backup.resolve(JOURNAL),
                        backup.resolve("ledger").resolve(JOURNAL))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no journal in " + backup));
    }

    /** From its file; else from block 0, or from a backup, of which it is not known yet whether it is of this chain. */
    private @Nullable Genesis genesis(GenesisFile file, @Nullable Path backup) throws IOException {
        try {
            Genesis genesis = file.read();
            lines.add("The genesis is whole: chain " + genesis.chainId() + ".");
            return genesis;
        } catch (DamagedDataException damage) {
            Optional<Genesis> own = inFirstBlock(directory.resolve(JOURNAL));
            if (own.isPresent()) {
                restore(file, own.get());
                return own.get();
            }
            Optional<Genesis> given = backup == null ? Optional.empty() : inFirstBlock(backup);
            if (given.isEmpty()) {
                lines.add(damage.getMessage());
                return null;
            }
            unproved = given.get();
            return unproved;
        }
    }

    private void restore(GenesisFile file, Genesis genesis) throws IOException {
        file.replace(genesis);
        lines.add("The genesis was damaged and is restored from block 0: chain " + genesis.chainId() + ".");
    }

    private static Optional<Genesis> inFirstBlock(Path journal) throws IOException {
        if (!Files.isRegularFile(journal)) {
            return Optional.empty();
        }
        try (Disk disk = FileDisk.open(journal)) {
            Journal.First first = Journal.first(disk);
            Genesis genesis =
                    Genesis.decode(BlockRecord.decode(first.payload().toArray()).input());
            return Optional.of(genesis).filter(read -> read.chainId().equals(first.identity()));
        } catch (DamagedDataException | MalformedBytesException e) {
            return Optional.empty();
        }
    }

    /** Opens the journal as a node does, which mends what a crash leaves behind. */
    private boolean isWhole(Genesis genesis) throws IOException {
        Path file = directory.resolve(JOURNAL);
        if (!Files.isRegularFile(file)) {
            lines.add("The journal is missing.");
            return false;
        }
        try (Journal journal = open(file, genesis)) {
            lines.addAll(journal.repairs());
            lines.add("The journal is whole: blocks 0 to " + journal.height() + ".");
            return fitsWhatIsStored(genesis, journal);
        } catch (DamagedDataException e) {
            lines.add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Reads the whole store. One that is not as it was written is no loss; one that has more than the journal tells of one. */
    private boolean fitsWhatIsStored(Genesis genesis, Journal journal) throws IOException {
        if (!DirectoryStore.hasState(directory)) {
            lines.add("There is no stored state; the next start makes it from the journal.");
            return true;
        }
        try (KeyValueStore store = DirectoryStore.openState(directory)) {
            store.verify();
            stored = Checkpoints.in(store, genesis.chainId(), 0)
                    .newest(Long.MAX_VALUE)
                    .map(Checkpoint::height)
                    .orElse(-1L);
        } catch (DamagedStoreException | UnusableStoreException e) {
            lines.add(e.getMessage() + ".");
            deleteStore();
            return true;
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
        boolean fits = stored <= journal.height();
        lines.add(
                fits
                        ? "The stored state is whole" + (stored < 0 ? "." : ": after block " + stored + ".")
                        : "The stored state is that after block " + stored + ": the journal was exchanged or cut.");
        return fits;
    }

    private static Journal open(Path file, Genesis genesis) throws IOException {
        Replay replay = new Replay(genesis, file.toString());
        Journal journal = Journal.open(FileDisk.open(file), replay);
        try {
            if (!journal.identity().equals(genesis.chainId())) {
                throw replay.damaged("it is the journal of another genesis");
            }
            replay.chain(); // compares the roots at the end
            return journal;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private boolean rebuild(Genesis genesis, @Nullable Path backup) throws IOException {
        Path file = directory.resolve(JOURNAL);
        Path draft = directory.resolve(DRAFT);
        Files.deleteIfExists(draft);
        try (Disk damaged = Files.isRegularFile(file) ? FileDisk.open(file) : new MissingFile(file);
                Disk copy = backup == null ? null : FileDisk.open(backup)) {
            Salvage salvage = salvage(genesis, damaged, copy, draft);
            lines.addAll(salvage.mended());
            if (salvage.taken() > 0) {
                lines.add("Blocks taken from " + from + ": " + salvage.taken() + ".");
            }
            Optional<Salvage.Break> incomplete = incomplete(salvage);
            if (incomplete.isPresent() && !mayBeCut(salvage, incomplete.get())) {
                return false;
            }
            if (incomplete.isPresent()) {
                tellWhatIsLost(salvage);
            }
        } catch (DamagedDataException e) {
            lines.add("It cannot be repaired: " + e.getMessage());
            return false;
        }
        return replace(file, draft, genesis);
    }

    private Optional<Salvage.Break> incomplete(Salvage salvage) throws IOException {
        Optional<Salvage.Break> found = salvage.incomplete();
        return found.isEmpty() && salvage.height() < stored
                ? Optional.of(new Salvage.Break(
                        salvage.position(), "block " + (salvage.height() + 1) + ", which was stored, is not there"))
                : found;
    }

    private static Salvage salvage(Genesis genesis, Disk damaged, @Nullable Disk copy, Path draft) throws IOException {
        try (Disk disk = FileDisk.create(draft)) {
            Journal.create(disk, genesis.chainId(), 0);
        }
        try (Journal journal = Journal.open(FileDisk.open(draft), (height, payload) -> genesis.chainId())) {
            Salvage salvage = Salvage.read(damaged, copy, genesis.chainId(), (height, payload) -> {
                journal.append(height, payload);
                return head(damaged, height, payload);
            });
            if (!salvage.identity().equals(genesis.chainId())) {
                throw new DamagedDataException(damaged.name(), 0, "it is the journal of another genesis");
            }
            if (salvage.height() >= 0) {
                journal.force();
                journal.anchor(salvage.height(), salvage.head());
                journal.force();
            }
            return salvage;
        }
    }

    private static Hash head(Disk disk, long height, byte[] payload) {
        try {
            return BlockRecord.decode(payload).header().hash();
        } catch (MalformedBytesException e) {
            throw new DamagedDataException(disk.name(), 0, "block " + height + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean mayBeCut(Salvage salvage, Salvage.Break at) {
        lines.add("At byte " + at.position() + ", " + at.problem() + "; the blocks 0 to " + salvage.height()
                + " can be had.");
        if (salvage.height() < 0) {
            lines.add("Nothing can be cut, because not even block 0 is whole: name a backup with --from.");
        } else if (!cut) {
            lines.add("Name a backup with --from; or, with --cut, block " + salvage.height()
                    + " becomes the last one and " + loss(salvage) + ".");
        }
        return cut && salvage.height() >= 0;
    }

    private String loss(Salvage salvage) {
        long acknowledged = Math.max(stored, salvage.acknowledged());
        if (acknowledged < 0) {
            return "whatever came after it is lost, if anything did: how far the ledger was acknowledged is not known";
        }
        long lost = Math.max(0, acknowledged - salvage.height());
        return lost + (lost == 1 ? " acknowledged block is lost" : " acknowledged blocks are lost");
    }

    private void tellWhatIsLost(Salvage salvage) throws IOException {
        long[] transactions = new long[1];
        long[] unreadable = new long[1];
        unreadable[0] = salvage.lost((height, payload) -> {
                    try {
                        transactions[0] +=
                                BlockRecord.decode(payload).receipts().size();
                    } catch (MalformedBytesException e) {
                        unreadable[0]++;
                    }
                    return Hash.ZERO;
                })
                + unreadable[0];
        lines.add("Block " + salvage.height() + " is now the last one: " + loss(salvage) + ".");
        if (salvage.acknowledged() > salvage.height()) {
            lines.add("In them were "
                    + (unreadable[0] == 0
                            ? transactions[0] + " transactions."
                            : "at least " + transactions[0] + " transactions; " + unreadable[0]
                                    + " of the blocks cannot be read."));
        }
    }

    /** Puts the repaired journal into its place, if it holds. */
    private boolean replace(Path file, Path draft, Genesis genesis) throws IOException {
        long height;
        try (Journal repaired = open(draft, genesis)) {
            height = repaired.height();
        } catch (DamagedDataException e) {
            lines.add("What can be had is not the chain of this genesis, so nothing was changed: " + e.getMessage());
            return false;
        }
        deleteStore();
        if (Files.exists(file)) {
            Path aside = aside();
            link(aside, file);
            lines.add("The damaged journal is kept as " + aside + "; delete it when you need it no more.");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(directory);
        lines.add("The journal is repaired: blocks 0 to " + height + ".");
        return true;
    }

    /** It may hold what was cut off; a node makes it anew from the journal. */
    private void deleteStore() throws IOException {
        if (DirectoryStore.hasState(directory)) {
            DirectoryStore.discardState(directory);
            lines.add("The stored state is discarded; the next start makes it anew from the journal.");
        }
    }

    private Path aside() {
        int number = 1;
        while (Files.exists(directory.resolve("journal.damaged-" + number))) {
            number++;
        }
        return directory.resolve("journal.damaged-" + number);
    }

    /** A second name for the file, so that the first is never without one; a copy where the file system has no such thing. */
    private static void link(Path name, Path file) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (UnsupportedOperationException e) {
            Files.copy(file, name);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
