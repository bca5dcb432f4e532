package org.quoin.host.gateway.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;

/** What a ledger refuses, as an answer over HTTP. */
public final class Refusals {
    private static final String RETRY_AFTER = "retry-after";

    /** What a client did that has a status of its own; all else is 422, a request that was understood and cannot be followed. */
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("MALFORMED_TRANSACTION", 400),
            Map.entry("MALFORMED_QUERY", 400),
            Map.entry("HOST_NOT_GRANTED", 403),
            Map.entry("UNKNOWN_QUERY", 404),
            Map.entry("MODULE_NOT_ACTIVE", 404),
            Map.entry("HEIGHT_NOT_KEPT", 404),
            Map.entry("NONCE_USED", 409),
            Map.entry("NONCE_GAP", 409),
            Map.entry("HOST_QUOTA_EXCEEDED", 429),
            Map.entry("LEDGER_STOPPED", 503),
            Map.entry("DISK_FULL", 503));

    private Refusals() {}

    /**
     * The answer to what a ledger has thrown, or a future of it.
     *
     * @param now by the ledger's clock
     * @return a {@link ProblemException}, or what it is if the ledger does not throw such
     */
    public static RuntimeException problem(Throwable thrown, Instant now) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof RefusedException refused) {
            return refused(refused.failure(), now);
        }
        if (cause instanceof OverloadedException overloaded) {
            return new ProblemException(
                            429,
                            new Failure(
                                    "OVERLOADED",
                                    sentence(overloaded),
                                    Values.of("retryAfter", overloaded.retryAfter())))
                    .with(RETRY_AFTER, seconds(overloaded.retryAfter()));
        }
        if (cause instanceof OutcomeUnknownException unknown) {
            return new ProblemException(
                    503, new Failure("OUTCOME_UNKNOWN", sentence(unknown), Values.of("tx", unknown.transaction())));
        }
        return cause instanceof RuntimeException other ? other : new IllegalStateException(cause);
    }

    private static ProblemException refused(Failure failure, Instant now) {
        int status = STATUS.getOrDefault(failure.code(), 422);
        ProblemException problem = new ProblemException(status, failure);
        return failure.values().find("retryAt").isPresent()
                ? problem.with(
                        RETRY_AFTER,
                        seconds(Duration.between(now, failure.values().time("retryAt"))))
                : problem;
    }

    /** Whole ones, at least 1, as RFC 9110 wants them. */
    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    private static String sentence(Exception e) {
        String message = String.valueOf(e.getMessage());
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
