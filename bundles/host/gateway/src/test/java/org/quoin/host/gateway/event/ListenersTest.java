package org.quoin.host.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.host.gateway.http.Outlet;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.TestLedger;

/** Many listeners, few listeners, and those who ask page by page, without a server. */
@Timeout(60)
class ListenersTest {
    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final EventRoutes routes = new EventRoutes(
            ledger.ledger(), new EventSettings(1_005, 3, Duration.ofMillis(100), Duration.ofMillis(20)));

    @AfterEach
    void close() {
        routes.close();
        ledger.close();
    }

    @Test
    void oneClientHasSoManyListenersAndAllTogetherSoMany() {
        List<Outbox> guests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            guests.add(listen("203.0.113.7", Map.of()));
        }
        assertProblem("203.0.113.7", 429, "TOO_MANY_LISTENERS_OF_CLIENT");
        listen("203.0.113.8", Map.of());
        guests.get(0).close();
        listen("203.0.113.7", Map.of());
        for (int i = 0; i < 1_000; i++) {
            listen("127.0.0.1", Map.of());
        }
        assertProblem("127.0.0.1", 429, "TOO_MANY_LISTENERS_OF_CLIENT");
        listen("0:0:0:0:0:0:0:1", Map.of());
        assertProblem("203.0.113.9", 503, "TOO_MANY_LISTENERS");
        assertThat(routes.listeners()).isEqualTo(1_005);
    }

    private void assertProblem(String client, int status, String code) {
        assertThatThrownBy(() -> listen(client, Map.of())).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.failure().code()).isEqualTo(code);
            assertThat(problem.headers()).containsKey("retry-after");
        });
    }

    @Test
    void nothingIsWrittenBeforeTheConnectionTakesItAndThenWhereItWas() throws InterruptedException {
        Outbox slow = new Outbox();
        open("127.0.0.1", Map.of("from", List.of("0")), slow);
        Outbox fast = listen("127.0.0.1", Map.of("from", List.of("0")));
        Events.pay(ledger, 3_000);
        fast.await("id: 2999\n");
        assertThat(slow.size()).isZero();

        for (int taken = 0; taken < 5; taken++) {
            int before = slow.size();
            slow.take();
            slow.awaitMore(before);
        }
        assertThat(slow.chunks()).hasSize(5).allMatch(chunk -> chunk.length() < 20_000);
        assertThat(events(fast)).startsWith(events(slow));
    }

    /** Without what is not an event of the ledger. */
    private static String events(Outbox outbox) {
        return String.join("", outbox.chunks()).replaceAll("(?s)(retry: |event: head|:\n).*?\n\n", "");
    }

    @Test
    void aQuietConnectionIsKeptAndWhoSkipsLearnsHowFar() throws InterruptedException {
        Outbox quiet = listen("127.0.0.1", Map.of());
        quiet.await(":\n\n");
        Outbox picky = listen("127.0.0.1", Map.of("from", List.of("0"), "account", List.of("nobody")));
        Events.pay(ledger, 7);
        picky.await("id: 6\nevent: skipped\ndata: {\"sequence\":6}\n\n");
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        Events.pay(ledger, 250);
        List<Long> seen = new ArrayList<>();
        JsonObject page = page(Map.of());
        while (true) {
            JsonArray items = page.getAsJsonArray("items");
            items.forEach(
                    item -> seen.add(item.getAsJsonObject().get("sequence").getAsLong()));
            if (page.get("next").isJsonNull()) {
                break;
            }
            assertThat(items).hasSize(100);
            page = page(Map.of("cursor", List.of(page.get("next").getAsString())));
        }

        assertThat(seen).hasSize(250).isSorted().doesNotHaveDuplicates();
        assertThat(page(Map.of("from", List.of("7"), "limit", List.of("1"))).toString())
                .isEqualTo("{\"items\":[" + Events.shown(ledger.ledger()).get(7) + "],\"next\":\"8\"}");
        assertThat(page(Map.of("account", List.of("nobody"))).toString()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    private JsonObject page(Map<String, List<String>> query) {
        Response.Whole whole =
                (Response.Whole) ask("127.0.0.1", query, "application/json").content();
        return JsonParser.parseString(new String(whole.bytes().toArray(), StandardCharsets.US_ASCII))
                .getAsJsonObject();
    }

    private Outbox listen(String client, Map<String, List<String>> query) {
        Outbox outbox = new Outbox();
        outbox.takeAll();
        open(client, query, outbox);
        return outbox;
    }

    private void open(String client, Map<String, List<String>> query, Outbox outbox) {
        ((Response.Live) ask(client, query, "text/event-stream").content())
                .opened()
                .accept(outbox);
        outbox.opened();
    }

    private Response ask(String client, Map<String, List<String>> query, String accept) {
        Request request = new Request(
                "GET",
                "/api/v1/events",
                Map.of(),
                query,
                Map.of("accept", accept),
                Bytes.of(new byte[0]),
                new Request.Client(client, Set.of(Scope.READ)));
        return routes.routes()
                .get(0)
                .handler()
                .handle(request)
                .toCompletableFuture()
                .join();
    }

    /** Keeps what is written to it, and takes as much as it is told to. */
    private static final class Outbox implements Outlet {
        private final List<String> chunks = new ArrayList<>();
        private Runnable again = () -> {};
        private Runnable closed = () -> {};
        private int room;

        synchronized List<String> chunks() {
            return List.copyOf(chunks);
        }

        synchronized int size() {
            return chunks.size();
        }

        synchronized void takeAll() {
            room = Integer.MAX_VALUE;
        }

        /** Takes one chunk. */
        void take() {
            synchronized (this) {
                room = 1;
            }
            again.run();
        }

        void opened() {
            again.run();
        }

        synchronized void await(String text) throws InterruptedException {
            while (!String.join("", chunks).contains(text)) {
                wait();
            }
        }

        synchronized void awaitMore(int than) throws InterruptedException {
            while (chunks.size() <= than) {
                wait();
            }
        }

        @Override
        public synchronized boolean isReady() {
            return room > 0;
        }

        @Override
        public synchronized void write(byte[] content) {
            assertThat(room--).isPositive();
            chunks.add(new String(content, StandardCharsets.US_ASCII));
            notifyAll();
        }

        @Override
        public void whenReady(Runnable action) {
            again = action;
        }

        @Override
        public void whenClosed(Runnable action) {
            closed = action;
        }

        @Override
        public void close() {
            closed.run();
        }
    }
}
