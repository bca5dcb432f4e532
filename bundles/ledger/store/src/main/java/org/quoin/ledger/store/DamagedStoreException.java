package org.quoin.ledger.store;

import org.jspecify.annotations.Nullable;

/** The data of a store are not what was written: parts are missing, or differ from their checksums. */
public final class DamagedStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param store its name
     * @param problem the rest of a sentence
     */
    public DamagedStoreException(String store, String problem, @Nullable Throwable cause) {
        super("The store " + store + " is damaged: " + problem, cause);
    }
}
