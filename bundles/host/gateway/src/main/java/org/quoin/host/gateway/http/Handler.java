package org.quoin.host.gateway.http;

import java.util.concurrent.CompletionStage;

/** Answers requests. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers now or later, without waiting for anything.
     *
     * @return may fail with a {@link ProblemException}
     * @throws ProblemException if there is no other answer
     */
    CompletionStage<Response> handle(Request request);
}
