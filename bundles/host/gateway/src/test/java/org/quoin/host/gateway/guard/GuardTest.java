package org.quoin.host.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Scope;

class GuardTest {
    private static final String OWN = "http://127.0.0.1:8181";

    private final ApiKeys keys;
    private final AtomicLong time = new AtomicLong();

    GuardTest(@TempDir Path directory) {
        keys = new ApiKeys(directory.resolve("keys"), InstantSource.system());
    }

    private Guard guard(Map<String, String> settings) {
        return new Guard(Settings.of(settings), keys, time::get);
    }

    /** From this machine to this machine, unless the headers say otherwise; of the form {@code name: value}. */
    private static Head head(String method, String... headers) {
        return between("127.0.0.1", "127.0.0.1", method, headers);
    }

    private static Head between(String from, String to, String method, String... headers) {
        Map<String, List<String>> all = new LinkedHashMap<>(Map.of("host", List.of("127.0.0.1:8181")));
        for (String header : headers) {
            int colon = header.indexOf(": ");
            all.put(header.substring(0, colon), List.of(header.substring(colon + 2)));
        }
        return new Head(method, all, all.getOrDefault("host", List.of()).get(0), from, to, false);
    }

    private static void refused(Guard guard, int status, Head head) {
        assertThatThrownBy(() -> guard.admit(head))
                .as(head.toString())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(status));
    }

    @Test
    void onlyNamesOfTheGatewayLeadToIt() {
        Guard guard = guard(Map.of("hosts", "ledger.example, Other.Example"));
        for (String host : List.of(
                "localhost", "LOCALHOST:8181", "127.0.0.1", "[::1]:8181", "ledger.example:443", "other.example")) {
            guard.admit(head("GET", "host: " + host));
        }
        for (String host :
                List.of("evil.example", "ledger.example.evil", "localhost.", "", "127.0.0.1.evil", "169.254.169.254")) {
            refused(guard, 421, head("GET", "host: " + host));
        }
        Head other =
                new Head("GET", Map.of("host", List.of("localhost")), "evil.example", "127.0.0.1", "127.0.0.1", false);
        refused(guard, 421, other);
    }

    @Test
    void anotherPageMayNotWrite() {
        Guard guard = guard(Map.of());
        for (String origin : List.of(
                "http://evil.example",
                "null",
                "https://127.0.0.1:8181",
                "http://127.0.0.1",
                "http://localhost:8181",
                "")) {
            refused(guard, 403, head("POST", "origin: " + origin));
            assertThat(guard.admit(head("GET", "origin: " + origin)).headers())
                    .doesNotContainKey("access-control-allow-origin");
            refused(guard, 403, head("OPTIONS", "origin: " + origin, "access-control-request-method: POST"));
        }
        refused(guard, 403, head("POST", "sec-fetch-site: cross-site"));
        refused(guard, 403, head("DELETE", "origin: http://evil.example"));
        guard.admit(head("POST", "origin: " + OWN));
        guard.admit(head("POST", "sec-fetch-site: same-origin"));
        guard.admit(head("POST"));
    }

    @Test
    void aPageOnTheListMayReadAndWrite() {
        Guard guard = guard(Map.of("origins", "https://shop.example, https://other.example:8443"));
        Admission admission = guard.admit(head("POST", "origin: https://shop.example"));
        assertThat(admission.headers())
                .containsEntry("access-control-allow-origin", "https://shop.example")
                .containsEntry("cross-origin-resource-policy", "cross-origin")
                .containsEntry("vary", "origin")
                .doesNotContainKey("access-control-allow-credentials");
        var preflight = guard.admit(
                        head("OPTIONS", "origin: https://shop.example", "access-control-request-method: POST"))
                .answer()
                .orElseThrow();
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers().get("access-control-allow-headers")).contains("authorization", "content-type");
        refused(guard, 403, head("POST", "origin: https://shop.example:8443"));
    }

    @Test
    void whoIsElsewhereMayOnlyRead() {
        Guard guard = guard(Map.of("proxies", "10.0.0.0/8", "hosts", "ledger.example"));
        assertThat(scopes(guard, head("GET"))).isEqualTo(EnumSet.allOf(Scope.class));
        assertThat(scopes(guard, between("192.0.2.1", "192.0.2.9", "GET"))).containsExactly(Scope.READ);
        assertThat(scopes(guard, head("GET", "host: ledger.example"))).containsExactly(Scope.READ);
        assertThat(scopes(guard, head("GET", "x-forwarded-for: 127.0.0.1"))).containsExactly(Scope.READ);
        assertThat(scopes(guard, between("10.0.0.1", "127.0.0.1", "GET", "x-forwarded-for: 127.0.0.1")))
                .containsExactly(Scope.READ);
        assertThat(scopes(guard, head("GET", "via: 1.1 proxy"))).containsExactly(Scope.READ);

        guard.settings(Settings.of(Map.of("anonymous", "")));
        assertThat(scopes(guard, head("GET"))).isEmpty();
        guard.settings(Settings.of(Map.of("anonymous", "read, submit")));
        assertThat(scopes(guard, between("192.0.2.1", "192.0.2.9", "GET")))
                .containsExactlyInAnyOrder(Scope.READ, Scope.SUBMIT);
    }

    private static Set<Scope> scopes(Guard guard, Head head) {
        return guard.admit(head).client().scopes();
    }

    @Test
    void aKeyAllowsWhatItWasMadeForAndNothingElse() {
        Guard guard = guard(Map.of());
        String key = keys.create("shop", Set.of(Scope.SUBMIT), OptionalDouble.empty());
        Head with = between("192.0.2.1", "192.0.2.9", "POST", "authorization: Bearer " + key);
        assertThat(guard.admit(with).client().name()).isEqualTo("key shop");
        assertThat(scopes(guard, with)).containsExactly(Scope.SUBMIT);
        assertThat(scopes(guard, head("POST", "authorization: bearer  " + key))).containsExactly(Scope.SUBMIT);
        for (String wrong :
                List.of("Bearer " + key + "x", "Bearer " + key.substring(1), "Basic " + key, key, "Bearer", "")) {
            refused(guard, 401, head("POST", "authorization: " + wrong));
        }
        keys.revoke("shop");
        refused(guard, 401, with);
    }

    @Test
    void eachClientHasARateOfItsOwn() {
        Guard guard = guard(Map.of("requests", "2", "proxies", "127.0.0.1"));
        Head alice = head("GET", "x-forwarded-for: 192.0.2.1");
        assertThat(guard.admit(alice).headers()).containsEntry("ratelimit", "\"requests\";r=1;t=1");
        guard.admit(alice);
        assertThatThrownBy(() -> guard.admit(alice)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat(problem.headers())
                    .containsEntry("retry-after", "1")
                    .containsEntry("ratelimit-policy", "\"requests\";q=2;w=1");
        });
        guard.admit(head("GET", "x-forwarded-for: 192.0.2.2"));
        String key = keys.create("shop", Set.of(Scope.READ), OptionalDouble.of(5));
        for (int i = 0; i < 5; i++) {
            guard.admit(head("GET", "x-forwarded-for: 192.0.2.1", "authorization: Bearer " + key));
        }
        refused(guard, 429, head("GET", "x-forwarded-for: 192.0.2.1", "authorization: Bearer " + key));
        time.addAndGet(500_000_000L);
        guard.admit(alice);
        refused(guard, 429, alice);
    }

    @Test
    void whoGuessesKeysIsCountedByHisAddress() {
        Guard guard = guard(Map.of("requests", "1000000"));
        Head guess = between("192.0.2.1", "192.0.2.9", "GET", "authorization: Bearer qk_wrong");
        for (int i = 0; i < 100; i++) {
            refused(guard, 401, guess);
        }
        refused(guard, 429, guess);
    }

    @Test
    void onlyAProxyOnTheListIsBelievedWhomItAsksFor() {
        Guard guard = guard(Map.of("proxies", "192.0.2.8/29"));
        assertThat(name(guard, "192.0.2.1", "203.0.113.7")).isEqualTo("192.0.2.1");
        assertThat(name(guard, "192.0.2.9", "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(name(guard, "192.0.2.9", "198.51.100.1, 203.0.113.7, 192.0.2.10"))
                .isEqualTo("203.0.113.7");
        assertThat(name(guard, "192.0.2.9", "localhost")).isEqualTo("192.0.2.9");
        assertThat(name(guard, "2001:db8:1:2:3:4:5:6", "x")).isEqualTo(name(guard, "2001:db8:1:2:ffff::1", "x"));
    }

    private static String name(Guard guard, String from, String forwarded) {
        return guard.admit(between(from, "192.0.2.20", "GET", "x-forwarded-for: " + forwarded))
                .client()
                .name();
    }

    @Test
    void transactionsHaveARateToo() {
        Guard guard = guard(Map.of("transactions", "100"));
        var client = guard.admit(head("POST")).client();
        guard.requireTransactions(client, true, 60);
        assertThatThrownBy(() -> guard.requireTransactions(client, true, 60)).isInstanceOf(ProblemException.class);
        guard.requireTransactions(client, true, 40);
        time.addAndGet(1_000_000_000L);
        guard.requireTransactions(client, true, 1_000); // more than a second's worth, when nothing was used of it
        time.addAndGet(8_000_000_000L);
        assertThatThrownBy(() -> guard.requireTransactions(client, true, 1)).isInstanceOf(ProblemException.class);
    }

    @Test
    void overTlsBrowsersAreToldToStayThere() {
        assertThat(guard(Map.of()).headers(true)).containsKey("strict-transport-security");
        assertThat(guard(Map.of()).headers(false)).doesNotContainKey("strict-transport-security");
    }
}
