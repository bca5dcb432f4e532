package org.quoin.host.gateway.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.quoin.host.gateway.http.Request;

/** What stands behind the question mark of an address. */
final class Parameters {
    static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 100;

    private final Request request;

    private Parameters(Request request) {
        this.request = request;
    }

    /** @throws org.quoin.host.gateway.http.ProblemException {@code INVALID_PARAMETER} if there is another than these */
    static Parameters of(Request request, String... known) {
        return of(request, Set.of(known));
    }

    static Parameters of(Request request, Set<String> known) {
        for (String name : request.query().keySet()) {
            if (!known.contains(name)) {
                throw new Given(name, false, new Json.Nothing()).invalid("is not known here");
            }
        }
        return new Parameters(request);
    }

    Optional<Given> find(String name) {
        return Optional.ofNullable(request.query().get(name)).map(values -> Given.parameter(name, values, false));
    }

    Given require(String name) {
        return find(name).orElseThrow(() -> Given.missing(name, false));
    }

    Optional<String> text(String name) {
        return find(name).map(Given::text);
    }

    OptionalLong number(String name, long min) {
        return find(name)
                .map(given -> OptionalLong.of(given.number(min, Long.MAX_VALUE)))
                .orElse(OptionalLong.empty());
    }

    OptionalLong height() {
        return number("height", 0);
    }

    boolean flag(String name) {
        return find(name).map(Given::flag).orElse(false);
    }

    /** How many items a page shall have. */
    int limit() {
        return find("limit").map(given -> (int) given.number(1, MAX_LIMIT)).orElse(USUAL_LIMIT);
    }

    Optional<String> cursor() {
        return text("cursor");
    }

    /** All that is given of a name. */
    List<String> all(String name) {
        return request.query().getOrDefault(name, List.of());
    }
}
