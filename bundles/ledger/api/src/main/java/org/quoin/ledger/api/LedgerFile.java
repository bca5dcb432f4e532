package org.quoin.ledger.api;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The ledger's whole history as one file: every block from genesis on, with the rules that were activated in it. The wallet is no
 * part of it.
 */
@ProviderType
public interface LedgerFile {
    /** Is told how far a long work has come, on the thread that does it. */
    @FunctionalInterface
    interface Progress {
        /** Tells nobody. */
        Progress NONE = (done, of) -> {};

        /**
         * Some blocks are done.
         *
         * @param done blocks
         * @param of all blocks, as far as is known
         */
        void at(long done, long of);
    }

    /**
     * Where a ledger stands that was exported or imported.
     *
     * @param added blocks that the ledger had not before; 0 for an export
     */
    record Position(long height, Hash stateRoot, long added) {}

    /**
     * Writes the ledger as of its newest durable block; the file appears under its name once it is whole and durable. The ledger
     * goes on meanwhile.
     *
     * @throws LedgerFileException {@code FILE_EXISTS} or {@code FILE_FAILED}; there is no file then
     */
    Position exportTo(Path file, Progress progress);

    /**
     * Puts what a file holds in the place of this ledger, after every block was executed again. That is done if this ledger is a
     * beginning of the other, or has nothing in it but activations of rules; if the other is a beginning of this one, nothing is
     * to be done. The ledger is closed and opened again, as another service.
     *
     * @throws LedgerFileException {@code FILE_FAILED}, {@code INVALID_EXPORT}, {@code OTHER_LEDGER} or {@code LEDGER_CHANGED};
     *     nothing has changed then
     */
    Position importFrom(Path file, Progress progress);
}
