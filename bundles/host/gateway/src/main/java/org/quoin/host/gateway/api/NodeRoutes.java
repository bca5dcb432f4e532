package org.quoin.host.gateway.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/** How the node is, for whoever looks after it. */
public final class NodeRoutes {
    /** Of Prometheus' text format. */
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private final Health health;
    private final Metrics metrics;

    public NodeRoutes(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/health/live", Scope.READ, this::live),
                new Route("GET", "/health/ready", Scope.READ, this::ready),
                new Route("GET", "/metrics", Scope.METRICS, this::figures));
    }

    private CompletionStage<Response> live(Request request) {
        Parameters.of(request);
        return Answers.now(Fields.of("state", "live")).now();
    }

    private CompletionStage<Response> ready(Request request) {
        Parameters.of(request);
        Health.Report report = health.report();
        return Response.json(
                        report.state() == Health.State.NOT_READY ? 503 : 200, JsonView.line(CoreFields.health(report)))
                .with("cache-control", "no-store")
                .now();
    }

    private CompletionStage<Response> figures(Request request) {
        Parameters.of(request);
        return Response.of(200, EXPOSITION, metrics.exposition().getBytes(StandardCharsets.UTF_8))
                .with("cache-control", "no-store")
                .now();
    }
}
