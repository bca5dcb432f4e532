package org.quoin.ledger.core.node;

/** No chain can start from what was written down for it; the message is a sentence for whoever wrote it. */
public final class InvalidGenesisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidGenesisException(String message, Throwable cause) {
        super(message, cause);
    }
}
