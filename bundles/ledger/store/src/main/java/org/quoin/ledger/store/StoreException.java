package org.quoin.ledger.store;

import org.jspecify.annotations.Nullable;

/** A store could not be opened, read or written. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param store its name
     * @param problem the middle of a sentence
     */
    public StoreException(String store, String problem, Throwable cause) {
        super("The store " + store + " " + problem, cause);
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
