package org.quoin.host.gateway.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/**
 * What happens on the ledger, as it happens or a page at a time. The sequence number of an event is the only cursor, so whoever
 * goes on after the last one that he has seen misses none and sees none twice, whatever happened to connection, gateway or node.
 */
public final class EventRoutes implements AutoCloseable {
    private static final String STREAM = "text/event-stream";
    private static final String LAST_EVENT_ID = "last-event-id";
    private static final Set<String> OF_STREAMS = Set.of("from", "type", "capability", "account");
    private static final Set<String> OF_PAGES = Set.of("from", "cursor", "limit", "type", "capability", "account");

    /** Values of one parameter. */
    private static final int MAX_VALUES = 100;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /** Events that are looked at for one page, wanted or not. */
    private static final int MAX_SCANNED = 10_000;

    private static final int SCANNED_TOGETHER = 100;

    private final Ledger ledger;
    private final EventFeed feed;

    public EventRoutes(Ledger ledger, EventSettings settings) {
        this.ledger = ledger;
        feed = new EventFeed(ledger, settings);
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/v1/events", Scope.READ, this::events));
    }

    /** How many are connected. */
    public int listeners() {
        return feed.size();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        feed.close();
    }

    private CompletionStage<Response> events(Request request) {
        boolean live = request.header("accept").orElse("").contains(STREAM);
        for (String name : request.query().keySet()) {
            if (!(live ? OF_STREAMS : OF_PAGES).contains(name)) {
                throw invalid(name, "'" + name + "' is not asked for here: leave it out.");
            }
        }
        EventFilter filter =
                new EventFilter(values(request, "type"), values(request, "capability"), values(request, "account"));
        return (live ? stream(request, filter) : page(request, filter)).now();
    }

    private Response stream(Request request, EventFilter filter) {
        String client = request.client().name();
        EventFeed.Full full = feed.full(client);
        if (full != null) {
            throw full(full);
        }
        long next = ledger.nextEvent();
        long from = first(request).orElse(next);
        if (from > next) {
            throw new ProblemException(
                    409,
                    new Failure(
                            "SEQUENCE_AHEAD",
                            "The next event will have the sequence number " + next + ", not " + from
                                    + ": this is another ledger, or it was set back. Begin anew.",
                            Values.of("from", from).and("next", next)));
        }
        return new Response(
                200,
                Map.of("content-type", STREAM, "cache-control", "no-store", "x-accel-buffering", "no"),
                new Response.Live(outlet -> feed.add(client, from, filter, outlet)));
    }

    private Optional<Long> first(Request request) {
        Optional<Long> last = request.header(LAST_EVENT_ID)
                .filter(id -> !id.isEmpty())
                .map(id -> number("Last-Event-ID", id, -1, Long.MAX_VALUE - 1));
        return last.isPresent() ? last.map(id -> id + 1) : from(request, "from");
    }

    private Response page(Request request, EventFilter filter) {
        int limit = request.queryValue("limit")
                .map(text -> (int) number("limit", text, 1, MAX_LIMIT))
                .orElse(DEFAULT_LIMIT);
        long from = from(request, "cursor").or(() -> from(request, "from")).orElse(0L);
        List<Fields> items = new ArrayList<>();
        long cursor = from;
        while (items.size() < limit && cursor - from < MAX_SCANNED) {
            List<EncodedEvent> events = feed.events(cursor, SCANNED_TOGETHER);
            if (events.isEmpty()) {
                break;
            }
            for (int i = 0; i < events.size() && items.size() < limit; i++) {
                cursor = events.get(i).sequence() + 1;
                if (filter.matches(events.get(i))) {
                    items.add(events.get(i).shown());
                }
            }
        }
        String next = cursor < ledger.nextEvent() ? Long.toString(cursor) : null;
        return Response.json(200, JsonView.line(Fields.page(new Page<>(items, next))))
                .with("cache-control", "no-store");
    }

    private static Optional<Long> from(Request request, String name) {
        return request.queryValue(name).map(text -> number(name, text, 0, Long.MAX_VALUE - MAX_SCANNED));
    }

    private static Set<String> values(Request request, String name) {
        List<String> values = request.query().getOrDefault(name, List.of());
        if (values.size() > MAX_VALUES) {
            throw invalid(name, "'" + name + "' is given more than " + MAX_VALUES + " times: ask for fewer at once.");
        }
        return new HashSet<>(values);
    }

    private static long number(String name, String text, long min, long max) {
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw (ProblemException) outOfRange(name, min, max).initCause(e);
        }
        throw outOfRange(name, min, max);
    }

    private static ProblemException outOfRange(String name, long min, long max) {
        return invalid(name, "'" + name + "' is a whole number from " + min + " to " + max + ".");
    }

    private static ProblemException invalid(String name, String message) {
        return new ProblemException(400, new Failure("INVALID_PARAMETER", message, Values.of("parameter", name)));
    }

    private static ProblemException full(EventFeed.Full full) {
        ProblemException problem = full == EventFeed.Full.TOTAL
                ? ProblemException.of(
                        503, "TOO_MANY_LISTENERS", "As many listen as the gateway serves: try again in a minute.")
                : ProblemException.of(
                        429,
                        "TOO_MANY_LISTENERS_OF_CLIENT",
                        "You listen as often as one client may: end a connection before you begin another.");
        return problem.with("retry-after", "60");
    }
}
