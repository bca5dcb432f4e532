package org.quoin.ledger.api;

import java.time.Duration;

/** The transaction was not accepted because too many are waiting; the same bytes may be submitted again later. */
public final class OverloadedException extends SubmissionException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public OverloadedException(Duration retryAfter) {
        super("the ledger has more transactions waiting than it takes: submit again in " + retryAfter.toMillis()
                + " ms");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
