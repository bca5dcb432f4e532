package org.quoin.host.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.description.Values;

/** Finds who answers: the first route that fits. */
public final class Router implements Handler {
    private final List<Route> routes;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public CompletionStage<Response> handle(Request request) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = route.match(request.path());
            if (parameters.isEmpty()) {
                continue;
            }
            methods.add(route.method());
            if (route.method().equals(request.method())) {
                requireScope(route.scope(), request.client());
                return route.handler().handle(request.with(parameters.get()));
            }
        }
        throw methods.isEmpty() ? unknown(request) : notAllowed(request, String.join(", ", methods));
    }

    private static void requireScope(Scope scope, Request.Client client) {
        if (!client.scopes().contains(scope)) {
            throw new ProblemException(
                    403,
                    new Failure(
                            "SCOPE_MISSING",
                            "This needs the scope '" + scope.code()
                                    + "', which you do not have: send a key that has it, as 'Authorization: Bearer KEY'.",
                            Values.of("scope", scope.code())));
        }
    }

    private static ProblemException unknown(Request request) {
        return new ProblemException(
                404,
                new Failure(
                        "UNKNOWN_PATH",
                        "There is nothing at this path: /api/v1/openapi.json lists what there is.",
                        Values.of("path", request.path())));
    }

    private static ProblemException notAllowed(Request request, String allowed) {
        return new ProblemException(
                        405,
                        new Failure(
                                "METHOD_NOT_ALLOWED",
                                request.method() + " is not answered here, but " + allowed + ".",
                                Values.of("method", request.method()).and("allowed", allowed)))
                .with("allow", allowed);
    }
}
