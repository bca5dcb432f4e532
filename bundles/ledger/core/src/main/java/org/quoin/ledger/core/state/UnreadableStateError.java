package org.quoin.ledger.core.state;

import org.jspecify.annotations.Nullable;

/**
 * A part of the state cannot be had from the store: it is missing, is not what its hash in memory says, or failed to be
 * read. It is an error of the machine, like a lack of memory: it decides no transaction, and the node stops on it. The store
 * can be built again from the journal.
 */
public final class UnreadableStateError extends Error {
    private static final long serialVersionUID = 1L;

    UnreadableStateError(Stub stub, String problem, @Nullable Throwable cause) {
        super(
                "The state in the store cannot be used: " + stub + " " + problem
                        + ". Build the store again from the journal.",
                cause);
    }
}
