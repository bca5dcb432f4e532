package org.quoin.host.gateway.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.host.gateway.http.ProblemException;

/**
 * What is known of a request before its body.
 *
 * @param headers by their names in lowercase
 * @param host whom it is for, as the server has understood it; with a port if one was named
 * @param from address of the other end of the connection
 * @param to address of this end
 * @param secure whether the connection is encrypted
 */
public record Head(
        String method, Map<String, List<String>> headers, String host, String from, String to, boolean secure) {

    /** @throws ProblemException if there are several, which two programs could read in two ways */
    Optional<String> single(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ProblemException.of(400, "REPEATED_HEADER", "The header " + name + " is there twice: send it once.");
        }
        return values.stream().findFirst();
    }

    boolean isReading() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
}
