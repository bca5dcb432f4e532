package org.quoin.host.gateway;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;

/** The gateway to the ledger that there is now; between two ledgers there is none. */
final class CurrentGateway implements Handler, AutoCloseable {
    private volatile @Nullable Gateway gateway;

    /** Ends what the former one had open. */
    synchronized void replace(@Nullable Gateway next) {
        Gateway former = gateway;
        gateway = next;
        if (former != null) {
            former.close();
        }
    }

    /** How many listen to events. */
    int listeners() {
        Gateway now = gateway;
        return now == null ? 0 : now.events().listeners();
    }

    @Override
    public CompletionStage<Response> handle(Request request) {
        Gateway now = gateway;
        if (now != null) {
            return now.handle(request);
        }
        if (request.path().equals("/health/live")) {
            return Response.json(200, "{\"state\":\"live\"}").now();
        }
        throw ProblemException.of(
                        503, "NO_LEDGER", "The ledger is starting, or another takes its place: try again in a second.")
                .with("retry-after", "1");
    }

    @Override
    public void close() {
        replace(null);
    }
}
