package org.quoin.host.gateway.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.http.Outlet;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.servlet.RawClient.Reply;

/** What the servlet does for whatever handler stands behind it, over the network. */
class DoorTest {
    private static final Limits LIMITS = new Limits(
            64 * 1024,
            256 * 1024,
            Set.of("/large"),
            512 * 1024,
            1024,
            new Limits.Pace(Duration.ofMillis(700), 64 * 1024),
            new Limits.Pace(Duration.ofMillis(700), 64 * 1024 * 1024),
            Duration.ofMillis(700),
            2,
            2);

    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicReference<Outlet> outlet = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final GatewayServer server =
            new GatewayServer(this::answer, LIMITS, GatewayServer.guard(Settings.standard()));
    private final URI address = server.address();

    @AfterEach
    void close() {
        held.countDown();
        server.close();
    }

    private CompletionStage<Response> answer(Request request) {
        boolean posts = request.path().equals("/echo") || request.path().equals("/large");
        if (!request.path().equals("/none") && !request.method().equals(posts ? "POST" : "GET")) {
            throw ProblemException.of(405, "METHOD_NOT_ALLOWED", "Not that.").with("allow", "GET");
        }
        return switch (request.path()) {
            case "/small" ->
                Response.json(200, "{\"a\":1}").with("etag", "\"v1\"").now();
            case "/long" ->
                Response.json(200, "[" + "\"aaaaaaaaaaaaaaaa\",".repeat(1000) + "0]")
                        .with("etag", "\"v2\"")
                        .now();
            case "/huge" ->
                Response.of(200, "application/octet-stream", new byte[48 * 1024 * 1024])
                        .now();
            case "/echo", "/large" ->
                Response.of(200, "application/octet-stream", request.body().toArray())
                        .now();
            case "/fails" ->
                throw new IllegalStateException("secret\r\n2026-01-01 FORGED line of " + request.queryValue("q"));
            case "/fails-later" -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
            case "/overflows" -> Response.json(200, "" + depth(0)).now();
            case "/waits" -> {
                await(held);
                yield Response.json(200, "{}").now();
            }
            case "/live" ->
                new Response(200, Map.of("content-type", "text/event-stream"), new Response.Live(this::opened)).now();
            default -> throw ProblemException.of(404, "UNKNOWN_PATH", "Nothing here.");
        };
    }

    /** More than any stack has room for. */
    @SuppressWarnings("InfiniteRecursion") // what a handler does wrong that this is to survive
    private static long depth(long so) {
        return so == Long.MAX_VALUE ? 0 : depth(so + 1) + 1;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void opened(Outlet opened) {
        outlet.set(opened);
        byte[] much = new byte[64 * 1024];
        opened.whenClosed(closed::countDown);
        opened.whenReady(() -> {
            while (opened.isReady()) {
                opened.write(much);
            }
        });
    }

    private String request(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n" + String.join("", headers) + "\r\n";
    }

    private Reply get(String path, String... headers) throws IOException {
        return RawClient.ask(address, request("GET " + path, headers));
    }

    private Reply post(String path, String type, byte[] body) throws IOException {
        try (RawClient client = new RawClient(address, 3_000)) {
            client.send(
                    request("POST " + path, "Content-Type: " + type + "\r\n", "Content-Length: " + body.length + "\r\n")
                            .getBytes(ISO_8859_1));
            client.send(body);
            return client.reply();
        }
    }

    @Test
    void everyAnswerTellsBrowsersToLeaveAllElseAlone() throws IOException {
        for (String path : List.of("/small", "/none", "/fails", "/a//b")) {
            Reply reply = get(path);
            assertThat(reply.header("content-security-policy")).contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(reply.header("x-content-type-options")).contains("nosniff");
            assertThat(reply.header("referrer-policy")).contains("no-referrer");
            assertThat(reply.header("x-frame-options")).contains("DENY");
            assertThat(reply.header("cross-origin-opener-policy")).contains("same-origin");
            assertThat(reply.header("cross-origin-resource-policy")).contains("same-origin");
            assertThat(reply.header("strict-transport-security")).isEmpty();
            assertThat(reply.header("server")).isEmpty();
        }
    }

    @Test
    void headAndOptionsNeedNoRoutes() throws IOException {
        Reply head = RawClient.ask(address, request("HEAD /small", "Connection: close\r\n"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).contains("7");
        assertThat(head.body()).isEmpty();
        assertThat(RawClient.ask(address, request("HEAD /live", "Connection: close\r\n"))
                        .status())
                .isEqualTo(200);

        Reply options = RawClient.ask(address, request("OPTIONS /small"));
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("allow")).contains("GET, HEAD, OPTIONS");
        assertThat(RawClient.ask(address, request("OPTIONS /none")).status()).isEqualTo(404);
    }

    @Test
    void whatAClientHasIsNotSentAgain() throws IOException {
        for (String known : List.of("\"v1\"", "W/\"v1\"", "\"x\", \"v1\"", "*")) {
            Reply reply = get("/small", "If-None-Match: " + known + "\r\n");
            assertThat(reply.status()).as(known).isEqualTo(304);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("etag")).contains("\"v1\"");
        }
        assertThat(get("/small", "If-None-Match: \"v2\"\r\n").status()).isEqualTo(200);
    }

    @Test
    void longAnswersAreCompressedForWhoReadsThat() throws IOException {
        Reply reply = get("/long", "Accept-Encoding: br, gzip\r\n", "Connection: close\r\n");
        assertThat(reply.header("content-encoding")).contains("gzip");
        assertThat(reply.header("vary")).contains("origin, accept-encoding");
        assertThat(reply.body().length()).isLessThan(1000);
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(reply.body().getBytes(ISO_8859_1)))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).endsWith("0]").hasSize(19_003);
        }
        assertThat(get("/long", "Accept-Encoding: gzip;q=0\r\n").header("content-encoding"))
                .isEmpty();
        assertThat(get("/long").header("content-encoding")).isEmpty();
        assertThat(get("/small", "Accept-Encoding: gzip\r\n").header("content-encoding"))
                .isEmpty();
    }

    @Test
    void bodiesHaveALimitWhetherTheyTellTheirLengthOrNot() throws IOException {
        assertThat(post("/echo", "application/json", new byte[64 * 1024]).status())
                .isEqualTo(200);
        assertThat(post("/echo", "application/json", new byte[64 * 1024 + 1]).status())
                .isEqualTo(413);
        assertThat(post("/large", "application/octet-stream", new byte[256 * 1024])
                        .status())
                .isEqualTo(200);
        try (RawClient client = new RawClient(address, 3_000)) {
            client.send(request("POST /echo", "Content-Type: application/json\r\n", "Transfer-Encoding: chunked\r\n")
                    .getBytes(ISO_8859_1));
            for (int i = 0; i < 10; i++) {
                client.send(("4000\r\n" + "a".repeat(0x4000) + "\r\n").getBytes(ISO_8859_1));
            }
            assertThat(client.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void whoSendsTooSlowlyIsTold() throws IOException {
        try (RawClient client = new RawClient(address, 5_000)) {
            client.send(request("POST /echo", "Content-Type: application/json\r\n", "Content-Length: 100\r\n")
                    .getBytes(ISO_8859_1));
            client.send(new byte[] {'{'});
            Reply reply = client.reply();
            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.ended()).isTrue();
        }
    }

    @Test
    void whoTakesTooSlowlyIsCutOff() throws IOException {
        long begun = System.nanoTime();
        try (RawClient client = new RawClient(address, 10_000)) {
            client.send(request("GET /huge").getBytes(ISO_8859_1));
            assertThat(untilCut(client.in(), 200)).isLessThan(48L * 1024 * 1024);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    /** Reads a little now and then. */
    private static long untilCut(InputStream in, long pause) {
        long count = 0;
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                count += length;
                TimeUnit.MILLISECONDS.sleep(count < 512 * 1024 ? pause : 0);
            }
        } catch (IOException e) {
            return count; // that is what is hoped for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return count;
    }

    @Test
    void aListenerThatTakesNothingAnyMoreIsCutOff() throws Exception {
        try (RawClient client = new RawClient(address, 10_000)) {
            client.send(request("GET /live").getBytes(ISO_8859_1));
            assertThat(client.in().read()).isEqualTo('H');
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Objects.requireNonNull(outlet.get()).isReady()).isFalse();
    }

    @Test
    void aListenerThatGoesIsNoticed() throws Exception {
        try (RawClient client = new RawClient(address, 10_000)) {
            client.send(request("GET /live").getBytes(ISO_8859_1));
            assertThat(client.in().read()).isEqualTo('H');
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatFailsIsToldToTheLogAndNotToTheClient() throws IOException {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(Exchange.class.getName());
        Handler recorder = recorder(logged);
        logger.addHandler(recorder);
        logger.setUseParentHandlers(false);
        try {
            for (String path : List.of("/fails?q=%C2%85x", "/fails-later", "/overflows")) {
                Reply reply = get(path);
                assertThat(reply.status()).isEqualTo(500);
                assertThat(reply.body())
                        .contains("\"code\":\"INTERNAL\"")
                        .doesNotContain("secret", "Exception", "\tat ");
            }
        } finally {
            logger.removeHandler(recorder);
            logger.setUseParentHandlers(true);
        }
        assertThat(logged).hasSize(3);
        assertThat(logged.get(0)).contains("secret\\u000d\\u000a2026-01-01 FORGED", "\n\tat ");
        assertThat(String.join("\n", logged).lines())
                .allMatch(line -> line.startsWith("A request could not")
                        || line.startsWith("java.lang.")
                        || line.startsWith("\tat ")
                        || line.startsWith("Caused by: "));
    }

    private static Handler recorder(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void whenTooMuchWaitsTheNewestAreSentAway() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawClient client = new RawClient(address, 3_000);
                clients.add(client);
                client.send(request("GET /waits").getBytes(ISO_8859_1));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            Reply refused = get("/small");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).contains("1");

            held.countDown();
            for (RawClient client : clients) {
                assertThat(client.reply().status()).isEqualTo(200);
            }
            assertThat(get("/small").status()).isEqualTo(200);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void bodiesOfAllTogetherHaveALimit() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                RawClient client = new RawClient(address, 5_000);
                clients.add(client);
                client.send(request("POST /echo", "Content-Type: application/json\r\n", "Content-Length: 65536\r\n")
                        .getBytes(ISO_8859_1));
                client.send(new byte[65_535]);
            }
            TimeUnit.MILLISECONDS.sleep(150);
            assertThat(post("/echo", "application/json", new byte[20_000]).status())
                    .isEqualTo(503);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        Reply after = post("/echo", "application/json", new byte[20_000]);
        for (int i = 0; i < 100 && after.status() == 503; i++) { // until the server has noticed that they are gone
            TimeUnit.MILLISECONDS.sleep(50);
            after = post("/echo", "application/json", new byte[20_000]);
        }
        assertThat(after.status()).isEqualTo(200);
    }

    @Test
    void compressedBodiesAreRefused() throws IOException {
        Reply reply = RawClient.ask(
                address,
                request(
                                "POST /echo",
                                "Content-Type: application/json\r\n",
                                "Content-Encoding: gzip\r\n",
                                "Content-Length: 2\r\n")
                        + "xx");
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.header("accept-encoding")).contains("identity");
    }
}
