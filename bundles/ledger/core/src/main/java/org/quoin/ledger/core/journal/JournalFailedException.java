package org.quoin.ledger.core.journal;

/**
 * A write or a sync failed. Whether it reached the disk is not known and cannot be found out before a restart, so nothing
 * is acknowledged any more until then.
 */
public final class JournalFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalFailedException(String file, Throwable cause) {
        super(
                "The ledger could not write to its disk (" + file + ": " + cause.getMessage()
                        + ") and has stopped: free space or repair the disk, then start it again.",
                cause);
    }
}
