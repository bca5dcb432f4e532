package org.quoin.ledger.core.journal;

/** There is no room for a record. Nothing of it was written and the journal goes on as soon as there is. */
public final class JournalFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalFullException(NoRoomException cause) {
        super("The disk of the ledger is full: free space there; " + cause.getMessage() + ".", cause);
    }
}
