package org.quoin.ledger.core.node;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.BlockIndex;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.journal.JournalFullException;
import org.quoin.ledger.core.journal.LedgerDirectory;
import org.quoin.ledger.core.journal.Point;
import org.quoin.ledger.core.node.ExportReader.InvalidExportException;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.StoreException;

/**
 * A ledger that was made out of an export, beside the one that is in use: every block was executed again, so what the file says
 * of results was only compared. It takes the other's place, or is deleted.
 */
public final class ImportedLedger implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ImportedLedger.class.getName());

    private final LedgerDirectory place;
    private final LedgerDirectory draft;
    private final LedgerInfo current;
    private final Header head;
    private final long common;
    private final boolean instead;

    private ImportedLedger(
            LedgerDirectory place,
            LedgerDirectory draft,
            LedgerInfo current,
            Header head,
            long common,
            boolean instead) {
        this.place = place;
        this.draft = draft;
        this.current = current;
        this.head = head;
        this.common = common;
        this.instead = instead;
    }

    /** Where an export is read from. */
    private interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Makes a ledger beside another, which stays in use meanwhile.
     *
     * @param ledger the one in use
     * @param place its directory
     * @throws LedgerFileException as {@link LedgerFile#importFrom}; the draft is deleted then
     */
    public static ImportedLedger prepare(LedgerNode ledger, Path place, Path file, LedgerFile.Progress progress) {
        return prepare(ledger, place, file, Memory.ofHeap(Runtime.getRuntime().maxMemory()), progress);
    }

    static ImportedLedger prepare(
            LedgerNode ledger, Path place, Path file, Memory memory, LedgerFile.Progress progress) {
        return prepare(ledger, place, file, () -> Files.newInputStream(file), false, memory, progress);
    }

    /**
     * Makes a ledger out of what was dumped, to take the place of another development ledger whatever that holds.
     *
     * @param ledger the one in use
     * @param place its directory
     * @param file the name of the dump, for messages
     * @throws LedgerFileException {@code FILE_FAILED}, {@code INVALID_EXPORT} or {@code NOT_DEVELOPMENT}; the draft is deleted then
     */
    public static ImportedLedger prepareInstead(
            LedgerNode ledger, Path place, Path file, DumpFile dump, LedgerFile.Progress progress) {
        Memory memory = Memory.ofHeap(Runtime.getRuntime().maxMemory());
        return prepare(ledger, place, file, dump::ledger, true, memory, progress);
    }

    private static ImportedLedger prepare(
            LedgerNode ledger,
            Path place,
            Path file,
            Source source,
            boolean instead,
            Memory memory,
            LedgerFile.Progress progress) {
        LedgerDirectory draft = draft(place);
        try {
            draft.delete();
            LedgerInfo current = ledger.info();
            Filling filling = new Filling(draft, file, ledger, current, instead, memory, progress);
            Header head = filling.fill(source);
            return new ImportedLedger(new LedgerDirectory(place), draft, current, head, filling.common, instead);
        } catch (IOException
                | JournalFailedException
                | JournalFullException
                | StoreException
                | UnreadableStateError e) {
            deleteQuietly(draft, e);
            throw e instanceof InvalidExportException
                    ? invalid(file, 0, String.valueOf(e.getMessage()), e)
                    : new LedgerFileException(
                            "FILE_FAILED",
                            "The file " + file + " cannot be imported (" + e
                                    + "), and nothing has changed: check the file, space and permissions.",
                            Values.of("file", file.toString()),
                            e);
        } catch (RuntimeException | Error e) {
            deleteQuietly(draft, e);
            throw e;
        }
    }

    /** Deletes what an import left that did not come to its end; only who holds the ledger's lock may. */
    public static void deleteLeftOver(Path place) throws IOException {
        draft(place).delete();
    }

    static LedgerDirectory draft(Path place) {
        return new LedgerDirectory(place.resolveSibling("." + place.getFileName() + "-import"));
    }

    static void deleteQuietly(LedgerDirectory draft, Throwable reason) {
        try {
            draft.delete();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Whether it has blocks that the ledger in use has not. */
    public boolean hasMore() {
        return head.height() >= common;
    }

    /** Where the ledger stands when this has taken its place; or stands already, if this has nothing more. */
    public LedgerFile.Position position() {
        if (!instead && !hasMore()) {
            return new LedgerFile.Position(current.height(), current.stateRoot(), 0);
        }
        return new LedgerFile.Position(head.height(), head.state(), head.height() + 1 - common);
    }

    /**
     * Takes the place of the ledger that was in use and is closed now: all of it, or nothing.
     *
     * @param closed what it said last
     * @throws LedgerFileException {@code LEDGER_CHANGED} if it made blocks since {@link #prepare}, which a dump gives up
     */
    public void replace(LedgerInfo closed) throws IOException {
        if (!instead && !closed.head().equals(current.head())) {
            throw new LedgerFileException(
                    "LEDGER_CHANGED",
                    "The ledger made blocks while the file was looked at, and nothing has changed: import it again when"
                            + " nobody submits.",
                    Values.of("height", closed.height()));
        }
        place.replaceBy(draft);
    }

    /** Deletes it, unless it has taken the other's place. */
    @Override
    public void close() throws IOException {
        draft.delete();
    }

    private static LedgerFileException invalid(Path file, long height, String reason, @Nullable Throwable cause) {
        String message = "The file " + file + " is no export of a ledger that holds, from block " + height + " on: "
                + reason + ". Nothing has changed: get the file again from where it was made.";
        Values values =
                Values.of("file", file.toString()).and("firstBad", height).and("reason", reason);
        return cause == null
                ? new LedgerFileException("INVALID_EXPORT", message, values)
                : new LedgerFileException("INVALID_EXPORT", message, values, cause);
    }

    /** Goes through a file once. */
    private static final class Filling {
        private final LedgerDirectory draft;
        private final Path file;
        private final LedgerNode ledger;
        private final LedgerInfo current;
        private final boolean instead;
        private final Memory memory;
        private final LedgerFile.Progress progress;
        private final Unstored unstored = new Unstored();
        private final RulesSource rules = new DeliveredRules();
        private @Nullable Chain chain;

        /** How many blocks from genesis on the ledger in use has too. */
        private long common;

        private Filling(
                LedgerDirectory draft,
                Path file,
                LedgerNode ledger,
                LedgerInfo current,
                boolean instead,
                Memory memory,
                LedgerFile.Progress progress) {
            this.draft = draft;
            this.file = file;
            this.ledger = ledger;
            this.current = current;
            this.instead = instead;
            this.memory = memory;
            this.progress = progress;
        }

        private Header fill(Source source) throws IOException {
            try (ExportReader in = new ExportReader(source.open())) {
                byte[] first = in.next();
                if (first == null) {
                    throw new InvalidExportException("it has no block");
                }
                Genesis genesis = genesis(first);
                requireFit(genesis);
                DirectoryStore store = new DirectoryStore(draft.path(), draft.path());
                store.create(genesis);
                try (Journal journal = Journal.open(store.openJournal(), (height, payload) -> {
                            throw new IllegalStateException("a new journal has block " + height);
                        });
                        Checkpoints checkpoints =
                                Checkpoints.in(store.openState(), genesis.chainId(), memory.cache())) {
                    Header head = append(journal, checkpoints, first, in);
                    journal.force();
                    journal.anchor(head.height(), head.hash());
                    journal.force();
                    return head;
                }
            }
        }

        /** With its checkpoints, as a ledger has them that made the blocks: so it starts from the last of them. */
        private Header append(Journal journal, Checkpoints checkpoints, byte[] first, ExportReader in)
                throws IOException {
            long height = 0;
            for (byte[] payload = first; payload != null; payload = next(in, height)) {
                BlockRecord block = execute(height, payload);
                requireContinues(height);
                journal.append(height, block.encode());
                unstored.add(BlockIndex.of(block, journal.end(height)), read());
                if (unstored.isDue(memory)) {
                    store(checkpoints, journal.point(height));
                }
                height++;
                progress.at(height, Math.max(height, current.height() + 1));
            }
            Header head = read().header();
            if (!in.end().equals(new ExportReader.End(head.height(), head.hash(), head.state()))) {
                throw invalid(file, head.height(), "its end speaks of another block", null);
            }
            if (!unstored.isEmpty()) {
                store(checkpoints, journal.point(head.height()));
            }
            return head;
        }

        /** As of the last block read. */
        private Chain read() {
            return Objects.requireNonNull(chain, "there is a first block");
        }

        private void store(Checkpoints checkpoints, Point end) {
            checkpoints.write(read(), end, unstored.blocks());
            checkpoints.prune(end.height());
            chain = read().withState(checkpoints.stored());
            unstored.stored(end.height());
        }

        private byte @Nullable [] next(ExportReader in, long height) throws IOException {
            try {
                return in.next();
            } catch (InvalidExportException e) {
                throw invalid(file, height, String.valueOf(e.getMessage()), e);
            }
        }

        private Genesis genesis(byte[] first) {
            try {
                return Genesis.decode(BlockRecord.decode(first).input());
            } catch (RuntimeException e) { // whoever made the file is not ours
                throw invalid(file, 0, String.valueOf(e.getMessage()), e);
            }
        }

        /** What is kept is what this node found, not what the file says. */
        private BlockRecord execute(long height, byte[] payload) {
            BlockRecord found;
            String finding;
            try {
                BlockRecord recorded = BlockRecord.decode(payload);
                Chain.Extension again =
                        chain == null ? Chain.found(Genesis.decode(recorded.input()), rules) : chain.repeat(recorded);
                found = again.record();
                finding = Verifier.difference(recorded, found);
                chain = again.chain();
            } catch (RuntimeException e) { // whoever made the file is not ours
                LOG.log(Level.DEBUG, "block " + height + " of " + file + " cannot be executed", e);
                throw invalid(file, height, String.valueOf(e.getMessage()), e);
            }
            if (finding != null) {
                throw invalid(file, height, finding, null);
            }
            return found;
        }

        /** Nothing that somebody did on the ledger in use is lost, unless it is to be given up. */
        private void requireFit(Genesis genesis) {
            if (instead) {
                if (!genesis.development()) {
                    throw new LedgerFileException(
                            "NOT_DEVELOPMENT",
                            "The chain in " + file + " is not for development, and nothing has changed: take it into an"
                                    + " empty node with ledger:import.",
                            Values.of("file", file.toString()));
                }
            } else if (!genesis.chainId().equals(current.chainId()) && !ledger.isUntouched()) {
                throw other("it is of the chain " + genesis.chainId() + ", this is " + current.chainId());
            }
        }

        private void requireContinues(long height) {
            if (common < height || height > current.height()) {
                return;
            }
            Hash here = ledger.block(height).orElseThrow().header().hash();
            if (here.equals(read().head())) {
                common = height + 1;
            } else if (!instead && !ledger.isUntouched()) {
                throw other("its block " + height + " is another than the one here");
            }
        }

        private LedgerFileException other(String why) {
            return new LedgerFileException(
                    "OTHER_LEDGER",
                    "The file " + file + " does not continue this ledger, because " + why
                            + ", and transactions were made here: start a node with an empty --data and import it there.",
                    Values.of("file", file.toString()));
        }
    }

    /** The rules that came with blocks so far. */
    private static final class DeliveredRules implements RulesSource {
        private final Map<String, Bytes> jars = new HashMap<>();

        @Override
        public Bytes rules(Hash sha256) {
            Bytes jar = jars.get(sha256.toHex());
            if (jar == null) {
                throw new IllegalArgumentException("the rules " + sha256 + " did not come with any block");
            }
            return jar;
        }

        @Override
        public void keep(Hash sha256, Bytes jar) {
            jars.put(sha256.toHex(), jar);
        }
    }
}
