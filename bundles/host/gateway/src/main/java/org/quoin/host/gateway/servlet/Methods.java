package org.quoin.host.gateway.servlet;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.quoin.host.gateway.http.Response;
import org.quoin.ledger.api.Bytes;

/** The methods that need no route: HEAD wherever there is GET, and OPTIONS, which names them all. */
final class Methods {
    private Methods() {}

    /** Where no route is of the method: the same with all that are answered, to OPTIONS as the answer itself. */
    static Response complete(String method, Response response) {
        String allowed = response.headers().get("allow");
        if (response.status() != 405 || allowed == null) {
            return response;
        }
        Set<String> all = new TreeSet<>(Arrays.asList(allowed.split(", ", -1)));
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        String names = String.join(", ", all);
        return method.equals("OPTIONS")
                ? new Response(204, Map.of("allow", names), new Response.Whole(Bytes.of()))
                : response.with("allow", names);
    }
}
