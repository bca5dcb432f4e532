package org.quoin.host.gateway.servlet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;

/** Of what type a body must be: never one that a browser's form can send to another's site. */
final class BodyTypes {
    private BodyTypes() {}

    /** @throws ProblemException 415 */
    static void require(Request request, boolean raw) {
        if (request.header("content-encoding")
                .filter(text -> !text.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw ProblemException.of(415, "COMPRESSED_BODY", "The body is compressed: send it as it is.")
                    .with("accept-encoding", "identity");
        }
        List<String> parts = List.of(request.header("content-type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(";", -1));
        String type = parts.get(0).strip();
        Optional<String> other = parts.stream()
                .skip(1)
                .map(part -> part.replace("\"", "").strip())
                .filter(part -> !part.equals("charset=utf-8"))
                .findFirst();
        if (type.equals("application/json") && other.isEmpty() || raw && type.equals("application/octet-stream")) {
            return;
        }
        throw ProblemException.of(
                415,
                "UNSUPPORTED_TYPE",
                "The body is of a type that is not taken: send it as 'Content-Type: application/json', in UTF-8.");
    }
}
