package org.quoin.ledger.core.journal;

import java.io.IOException;

/** A file could not be extended and is as it was before: the disk is full. When there is room again it can be. */
public final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoRoomException(String file, IOException cause) {
        super("there is no room for " + file + " (" + cause.getMessage() + ")", cause);
    }
}
