package org.quoin.htlc.watcher;

import org.jspecify.annotations.Nullable;

/** It cannot go on. The message says what happened and what to do. */
final class WatcherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WatcherException(String message) {
        super(message);
    }

    WatcherException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
