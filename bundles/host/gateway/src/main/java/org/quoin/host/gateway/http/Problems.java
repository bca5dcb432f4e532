package org.quoin.host.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/** Says by RFC 9457 why there is no answer; {@code code} and {@code values} are ours. */
public final class Problems {
    private static final String TYPE = "application/problem+json";

    private Problems() {}

    /** @param shown how the values are shown, code and message beside them */
    public static Response response(ProblemException problem, Function<Failure, Fields> shown) {
        Fields fields = Fields.of("type", "about:blank")
                .and("title", title(problem.failure().code()))
                .and("status", problem.status())
                .and("detail", problem.failure().message())
                .and(shown.apply(problem.failure()));
        Response response =
                Response.of(problem.status(), TYPE, JsonView.line(fields).getBytes(StandardCharsets.US_ASCII));
        for (var header : problem.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response.with("cache-control", "no-store");
    }

    /** {@code INSUFFICIENT_BALANCE} as people write it. */
    private static String title(String code) {
        String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
