package org.quoin.host.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.quoin.host.gateway.api.Api;
import org.quoin.host.gateway.api.Refusals;
import org.quoin.host.gateway.event.EventRoutes;
import org.quoin.host.gateway.event.EventSettings;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Problems;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Router;
import org.quoin.host.gateway.page.StaticFiles;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.console.LedgerView;

/** All that is answered, put together. */
public final class Gateway implements Handler, AutoCloseable {
    private static final int THREADS = 2;

    private final Ledger ledger;
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(THREADS, work -> new Thread(work, "quoin-gateway"));
    private final EventRoutes events;
    private final Router router;

    /** Answers for a ledger, until it is closed. */
    public Gateway(Ledger ledger) {
        this(ledger, EventSettings.DEFAULT, List.of());
    }

    /** @param more what is answered beside the API */
    public Gateway(Ledger ledger, EventSettings settings, List<Route> more) {
        this.ledger = ledger;
        events = new EventRoutes(ledger, settings);
        List<Route> routes = new ArrayList<>(more);
        routes.addAll(events.routes());
        routes.addAll(new Api(ledger, threads).routes());
        routes.addAll(new StaticFiles().routes());
        router = new Router(routes);
    }

    public EventRoutes events() {
        return events;
    }

    @Override
    public CompletionStage<Response> handle(Request request) {
        try {
            return router.handle(request).exceptionally(this::problem);
        } catch (RuntimeException e) {
            return problem(e).now();
        }
    }

    /** The ledger knows how to show the values of its failures. */
    private Response problem(Throwable failure) {
        RuntimeException thrown = Refusals.problem(failure, ledger.now());
        if (thrown instanceof ProblemException problem) {
            return Problems.response(problem, new LedgerView(ledger)::failure);
        }
        throw thrown;
    }

    @Override
    public void close() {
        events.close();
        threads.shutdownNow();
    }
}
