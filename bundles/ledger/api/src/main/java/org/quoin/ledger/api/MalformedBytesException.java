package org.quoin.ledger.api;

import org.jspecify.annotations.Nullable;

/** Bytes that are not the canonical encoding of what was expected. The message says what is wrong with them. */
public final class MalformedBytesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedBytesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
