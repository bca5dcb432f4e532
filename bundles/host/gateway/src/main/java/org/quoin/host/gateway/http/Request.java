package org.quoin.host.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.quoin.ledger.api.Bytes;

/**
 * What a client asks.
 *
 * @param method in capitals
 * @param path decoded, from the first slash on
 * @param parameters the path's {@code {names}} as its {@link Route} found them; the router adds them
 * @param query of the address, decoded, in the order of their first occurrence
 * @param headers by their names in lowercase; of several of one name the last
 * @param body empty if there is none
 * @param client by whom
 */
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Bytes body,
        Client client) {

    /**
     * Who asks.
     *
     * @param name of his key, or his address where he has shown none: who is limited by himself
     * @param scopes what he may do
     */
    public record Client(String name, Set<Scope> scopes) {}

    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).orElseThrow();
    }

    /** The first of a name. */
    public Optional<String> queryValue(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** @param name in lowercase */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Request with(Map<String, String> found) {
        return new Request(method, path, found, query, headers, body, client);
    }
}
