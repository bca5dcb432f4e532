package org.quoin.ledger.core.checkpoint;

/** What a store has cannot be used with this ledger, though it is what was written. */
public final class UnusableStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param problem the rest of a sentence */
    public UnusableStoreException(String store, String problem) {
        super("The store " + store + " " + problem);
    }

    UnusableStoreException(String store, String problem, Throwable cause) {
        super("The store " + store + " " + problem, cause);
    }
}
