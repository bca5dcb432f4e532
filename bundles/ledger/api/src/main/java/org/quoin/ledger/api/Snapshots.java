package org.quoin.ledger.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Earlier states of a development ledger, and those of other nodes, to go back to. Every method refuses with {@code
 * NOT_DEVELOPMENT} where genesis does not say that the chain is for development. Replacing the ledger closes it and opens it
 * again, as another service. One at a time; the calls wait for each other.
 */
@ProviderType
public interface Snapshots {
    /**
     * The ledger as it stood after one of its blocks.
     *
     * @param number of the snapshot, from 1 on; no number is used again
     * @param height of the block
     * @param head the hash of its header
     * @param time of the block
     */
    record Snapshot(long number, long height, Hash head, Hash stateRoot, Instant time) {}

    /**
     * Remembers how the ledger stands after its newest durable block, durably. The ledger goes on meanwhile.
     *
     * @throws LedgerFileException {@code FILE_FAILED} if that cannot be written
     */
    Snapshot take();

    /** What can be gone back to, by number. */
    List<Snapshot> list();

    /**
     * Brings the ledger back to how it stood then: its blocks, state, nonces and rules. What came later is given up, later
     * snapshots too. Keys of the wallet stay, and so do bundles: what they deliver becomes active again under the policy {@code
     * auto}.
     *
     * @throws LedgerFileException {@code UNKNOWN_SNAPSHOT} or {@code FILE_FAILED}; nothing has changed then
     */
    Snapshot revert(long number);

    /**
     * Writes the ledger and the wallet's keys into one file, which only its owner can read. It appears under its name once it is
     * whole and durable. The ledger goes on meanwhile.
     *
     * @throws LedgerFileException {@code FILE_EXISTS} or {@code FILE_FAILED}; there is no file then
     */
    LedgerFile.Position dump(Path file, LedgerFile.Progress progress);

    /**
     * Puts a dumped ledger in the place of this one, whatever there was, after every block was executed again. The wallet gets its
     * keys, and keeps those that it has.
     *
     * @return {@link LedgerFile.Position#added} counts the blocks that this ledger had not
     * @throws LedgerFileException {@code FILE_FAILED} or {@code INVALID_DUMP}, or {@code NOT_DEVELOPMENT} of the dumped chain; the
     *     ledger is as it was then
     */
    LedgerFile.Position restore(Path file, LedgerFile.Progress progress);
}
