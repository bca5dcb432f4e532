package org.quoin.ledger.core.node;

import java.io.IOException;
import java.nio.file.Path;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.journal.JournalFullException;
import org.quoin.ledger.core.journal.LedgerDirectory;

/**
 * The first blocks of a ledger, copied beside it while it is in use. It takes the other's place, or is deleted. Its state is made
 * from its journal when it is opened.
 */
public final class RevertedLedger implements AutoCloseable {
    private final LedgerDirectory place;
    private final LedgerDirectory draft;

    private RevertedLedger(LedgerDirectory place, LedgerDirectory draft) {
        this.place = place;
        this.draft = draft;
    }

    /**
     * Copies the blocks up to one.
     *
     * @param ledger the one in use
     * @param place its directory
     * @param height of the last block
     * @param head the hash of its header
     * @throws IOException if there is no room, or another reason; the draft is deleted then
     */
    public static RevertedLedger prepare(LedgerNode ledger, Path place, long height, Hash head) throws IOException {
        LedgerDirectory draft = ImportedLedger.draft(place);
        try {
            draft.delete();
            JournalCopy.write(
                    new DirectoryStore(draft.path(), draft.path()), ledger.genesis(), ledger::record, height, head);
            return new RevertedLedger(new LedgerDirectory(place), draft);
        } catch (JournalFullException | JournalFailedException | DamagedDataException e) {
            ImportedLedger.deleteQuietly(draft, e);
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            ImportedLedger.deleteQuietly(draft, e);
            throw e;
        }
    }

    /** Takes the place of the ledger that was in use and is closed now: all of it, or nothing. */
    public void replace() throws IOException {
        place.replaceBy(draft);
    }

    /** Deletes it, unless it has taken the other's place. */
    @Override
    public void close() throws IOException {
        draft.delete();
    }
}
