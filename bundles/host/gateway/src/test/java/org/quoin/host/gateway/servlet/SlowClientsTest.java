package org.quoin.host.gateway.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.ledger.testkit.TestLedger;

/** Clients that do nothing quickly hold up nobody else. */
@Timeout(60)
class SlowClientsTest {
    private static final int CLIENTS = 500;
    private static final int REQUESTS = 1_000;

    /** Of each five clients: more bodies than the server has threads. */
    private static final int SLOW_BODIES = 3;

    /** That may be busy meanwhile with whatever else: far from one for each slow client. */
    private static final int MORE_THREADS = 50;

    /** An answer that takes longer does not come because of the others. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** More requests than all these are together. */
    private static final Settings MANY = Settings.of(Map.of("requests", "1000000"));

    @Test
    void fiveHundredSlowClientsDelayNobodyElse() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (TestLedger ledger = TestLedger.create();
                Gateway gateway = new Gateway(ledger.ledger());
                GatewayServer server = new GatewayServer(gateway, Limits.standard(), GatewayServer.guard(MANY))) {
            HttpClient client = HttpClient.newHttpClient();
            measure(client, server.address());
            Duration alone = measure(client, server.address());
            assertThat(server.threads().getMaxThreads()).isLessThan(CLIENTS / 5 * SLOW_BODIES);
            int busy = server.threads().getBusyThreads();
            for (int i = 0; i < CLIENTS; i++) {
                slow.add(begin(server.address(), i));
            }
            TimeUnit.MILLISECONDS.sleep(200);

            Duration among = measure(client, server.address());

            System.out.printf(
                    "p99 of %d requests: %d us alone, %d us among %d slow clients%n",
                    REQUESTS, alone.toNanos() / 1000, among.toNanos() / 1000, CLIENTS);
            assertThat(among).isLessThan(alone.multipliedBy(2).plusMillis(100)); // for what else the machine does
            assertThat(server.threads().getBusyThreads()).isLessThan(busy + MORE_THREADS);
        } finally {
            for (RawClient each : slow) {
                each.close();
            }
        }
    }

    /** One of three ways to be slow. */
    private static RawClient begin(URI address, int number) throws IOException {
        RawClient client = new RawClient(address, 1_000);
        String host = "Host: " + address.getAuthority() + "\r\n";
        client.send(
                switch (number % 5) {
                    case 0 -> ("GET /api/v1/ledger HTTP/1.1\r\n" + host + "X-Slow: ").getBytes(ISO_8859_1);
                    case 1, 2, SLOW_BODIES ->
                        ("POST /api/v1/transactions HTTP/1.1\r\n" + host
                                        + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"bytes\":\"")
                                .getBytes(ISO_8859_1);
                    default ->
                        ("GET /api/v1/openapi.json HTTP/1.1\r\n" + host + "\r\n")
                                .repeat(20)
                                .getBytes(ISO_8859_1);
                });
        return client;
    }

    /** The time within which 99 of 100 requests are answered; each must be. */
    private static Duration measure(HttpClient client, URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/ledger"))
                .timeout(PATIENCE)
                .build();
        long[] times = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long begun = System.nanoTime();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        return Duration.ofNanos(times[REQUESTS * 99 / 100]);
    }
}
