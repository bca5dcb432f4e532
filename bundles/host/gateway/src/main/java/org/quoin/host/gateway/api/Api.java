package org.quoin.host.gateway.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.quoin.host.gateway.http.Route;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;

/** All that is answered under {@code /api/v1}, but events. */
public final class Api {
    private final Ledger ledger;
    private final ScheduledExecutorService threads;

    /** @param threads to answer on what the ledger has finished */
    public Api(Ledger ledger, ScheduledExecutorService threads) {
        this.ledger = ledger;
        this.threads = threads;
    }

    public List<Route> routes() {
        LedgerClient client = new LedgerClient(ledger);
        TransactionRoutes transactions = new TransactionRoutes(ledger, client, threads);
        List<Route> routes = new ArrayList<>();
        routes.add(new OpenApi(ledger).route());
        routes.addAll(new LedgerRoutes(ledger, client).routes());
        routes.addAll(transactions.routes());
        routes.addAll(new CapabilityRoutes(ledger, transactions).routes());
        return List.copyOf(routes);
    }
}
