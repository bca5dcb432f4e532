package org.quoin.host.embed;

/** The ledger could not be opened, or a bundle not be deployed. The message is for people: what happened and what to do. */
public final class QuoinException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QuoinException(String message) {
        super(message);
    }

    QuoinException(String message, Throwable cause) {
        super(message, cause);
    }
}
