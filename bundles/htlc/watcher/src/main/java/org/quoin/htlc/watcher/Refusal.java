package org.quoin.htlc.watcher;

import java.time.Duration;
import java.util.Optional;

/** What a gateway answers instead of what it was asked for. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    Refusal(int status, String code, String message, Optional<Duration> retryAfter) {
        super(code + ": " + message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
