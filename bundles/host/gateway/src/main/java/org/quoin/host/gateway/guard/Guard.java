package org.quoin.host.gateway.guard;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Bytes;

/**
 * Decides at the head of each request, before anything of it is read. What the administrator has not decided depends on the
 * connection: one that began and ends on this machine, names it by a name of its own, and comes through no proxy, may read,
 * submit and see figures, at rates that nobody reaches by hand; every other may only read.
 */
public final class Guard {
    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private static final int CLIENTS = 20_000;
    private static final Rates LOCAL = new Rates(2_000, 50_000);
    private static final Rates REMOTE = new Rates(100, 1_000);

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String ASKED = "authorization, content-type, last-event-id, if-none-match";
    private static final String SHOWN = "etag, retry-after, ratelimit, ratelimit-policy, location";

    private record Rates(double requests, double transactions) {}

    private final ApiKeys keys;
    private final TokenBuckets requests;
    private final TokenBuckets transactions;
    private volatile Settings settings;

    public Guard(Settings settings, ApiKeys keys) {
        this(settings, keys, System::nanoTime);
    }

    Guard(Settings settings, ApiKeys keys, LongSupplier clock) {
        this.settings = settings;
        this.keys = keys;
        this.requests = new TokenBuckets(CLIENTS, clock);
        this.transactions = new TokenBuckets(CLIENTS, clock);
    }

    /** From the next request on. */
    public void settings(Settings next) {
        settings = next;
    }

    public Settings settings() {
        return settings;
    }

    /** What every answer says, also one to a request that is refused. */
    public Map<String, String> headers(boolean secure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("x-content-type-options", "nosniff");
        headers.put("referrer-policy", "no-referrer");
        headers.put("x-frame-options", "DENY");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        headers.put("cache-control", "no-cache");
        if (secure) {
            headers.put("strict-transport-security", "max-age=31536000");
        }
        return headers;
    }

    /** @throws ProblemException if the request goes no further */
    public Admission admit(Head head) {
        Settings now = settings;
        Caller caller = Caller.of(head, now);
        requireHost(head, now);
        Optional<ApiKey> key = key(head, caller);
        boolean local = caller.isLocal();
        Rates rates = local ? LOCAL : REMOTE;
        double rate = key.map(ApiKey::requests)
                .filter(own -> own.isPresent())
                .map(own -> own.getAsDouble())
                .orElse(now.requests().orElse(rates.requests()));
        String name = key.map(found -> "key " + found.name()).orElse(caller.name());
        Map<String, String> headers = new LinkedHashMap<>(takeRequest(name, rate));
        Optional<Response> answer = origin(head, caller, now, headers);
        Set<Scope> scopes = key.map(ApiKey::scopes)
                .orElse(now.anonymous().orElse(local ? EnumSet.allOf(Scope.class) : Set.of(Scope.READ)));
        return new Admission(new Request.Client(name, Set.copyOf(scopes)), headers, answer);
    }

    /**
     * Counts transactions that somebody brings.
     *
     * @throws ProblemException if they are more than he may bring
     */
    public void requireTransactions(Request.Client client, boolean local, int count) {
        double rate = settings.transactions().orElse((local ? LOCAL : REMOTE).transactions());
        TokenBuckets.Taken taken = transactions.take(client.name(), rate, count);
        if (!taken.granted()) {
            throw tooMany("transactions", rate, taken);
        }
    }

    /** Whether nothing between the client and us is away from this machine. */
    public boolean isLocal(Head head) {
        return Caller.of(head, settings).isLocal();
    }

    private static void requireHost(Head head, Settings settings) {
        for (String host : List.of(head.host(), head.single("host").orElse(head.host()))) {
            String name = Caller.nameOf(host);
            if (!Caller.isThisMachine(name) && !settings.hosts().contains(name)) {
                throw ProblemException.of(
                        421,
                        "UNKNOWN_HOST",
                        "The gateway is not known by the name in the header Host: call it by the name of its address, or have its"
                                + " administrator add yours to 'hosts'.");
            }
        }
    }

    private Optional<ApiKey> key(Head head, Caller caller) {
        Optional<String> sent = head.single("authorization");
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = sent.get().strip().split(" +", 2);
        boolean bearer = parts[0].toLowerCase(Locale.ROOT).equals("bearer") && parts.length == 2;
        try {
            Optional<ApiKey> key = bearer ? keys.find(parts[1]) : Optional.empty();
            if (key.isEmpty()) {
                takeRequest(caller.name(), caller.isLocal() ? LOCAL.requests() : REMOTE.requests());
                throw ProblemException.of(
                                401,
                                "UNKNOWN_KEY",
                                "This is no key of the gateway: send one as 'Authorization: Bearer qk_…', or none.")
                        .with("www-authenticate", "Bearer realm=\"quoin\"");
            }
            return key;
        } catch (UncheckedIOException e) {
            LOG.log(Level.ERROR, "Keys of the gateway cannot be checked", e);
            throw ProblemException.of(
                    503, "KEYS_UNREADABLE", "Keys cannot be checked: the node's log says why. Ask its administrator.");
        }
    }

    private Map<String, String> takeRequest(String name, double rate) {
        TokenBuckets.Taken taken = requests.take(name, rate, 1);
        if (!taken.granted()) {
            throw tooMany("requests", rate, taken);
        }
        return Map.of(
                "ratelimit-policy", policy("requests", rate), "ratelimit", "\"requests\";r=" + taken.left() + ";t=1");
    }

    private static ProblemException tooMany(String what, double rate, TokenBuckets.Taken taken) {
        long wait = (long) Math.ceil(taken.seconds());
        return ProblemException.of(
                        429,
                        "TOO_MANY",
                        "You ask for more " + what + " per second than you may: wait, then go on slower.")
                .with("retry-after", Long.toString(Math.max(1, wait)))
                .with("ratelimit-policy", policy(what, rate))
                .with("ratelimit", "\"" + what + "\";r=" + taken.left() + ";t=" + Math.max(1, wait));
    }

    private static String policy(String what, double rate) {
        return "\"" + what + "\";q=" + (long) Math.max(1, rate) + ";w=1";
    }

    /** Of browsers: another's page may neither write nor read, unless it is on the list. */
    private static Optional<Response> origin(Head head, Caller caller, Settings settings, Map<String, String> headers) {
        headers.put("vary", "origin");
        Optional<String> origin = head.single("origin").map(text -> text.toLowerCase(Locale.ROOT));
        boolean own = origin.isPresent() && origin.get().equals(caller.origin());
        boolean listed = origin.isPresent() && settings.origins().contains(origin.get());
        if (listed) {
            headers.put("access-control-allow-origin", origin.get());
            headers.put("access-control-expose-headers", SHOWN);
            headers.put("cross-origin-resource-policy", "cross-origin");
        }
        boolean foreign = origin.isPresent()
                ? !own && !listed
                : head.single("sec-fetch-site").filter("cross-site"::equals).isPresent();
        boolean preflight =
                head.method().equals("OPTIONS") && head.headers().containsKey("access-control-request-method");
        if (foreign && (!head.isReading() || preflight)) {
            throw ProblemException.of(
                    403,
                    "FOREIGN_ORIGIN",
                    "A page of another origin asks: have the gateway's administrator add its origin to 'origins'.");
        }
        if (!preflight) {
            return Optional.empty();
        }
        return Optional.of(new Response(204, Map.of(), new Response.Whole(Bytes.of()))
                .with("access-control-allow-methods", METHODS)
                .with("access-control-allow-headers", ASKED)
                .with("access-control-max-age", "600"));
    }
}
