package org.quoin.host.gateway.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.host.gateway.servlet.RawClient.Reply;
import org.quoin.ledger.testkit.TestLedger;

/** Bodies that cost who reads them far more than who writes them. */
class BombTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final List<String> PATHS =
            List.of("/api/v1/transactions", "/api/v1/transactions/batch", "/api/v1/encode", "/api/v1/ledger/transfer");

    @Test
    void eachIsRefusedAtOnceAndWithoutMemory() throws IOException {
        try (TestLedger ledger = TestLedger.create();
                GatewayServer server = new GatewayServer(ledger.ledger())) {
            ask(
                    server.address(),
                    "/api/v1/transactions",
                    "",
                    "{}".getBytes(ISO_8859_1)); // loads what it takes to refuse
            for (var bomb : bombs().entrySet()) {
                byte[] body = bomb.getValue().get();
                for (String path : body.length > 10_000_000 ? PATHS.subList(0, 1) : PATHS) {
                    refuses(server.address(), path, bomb.getKey(), body);
                }
            }
        }
    }

    private static void refuses(URI address, String path, String name, byte[] body) throws IOException {
        boolean measured = path.equals(PATHS.get(0));
        long heap = measured ? heap() : 0;
        long begun = System.nanoTime();
        Reply reply = ask(address, path, name.startsWith("gzip") ? "Content-Encoding: gzip\r\n" : "", body);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(reply.status()).as(path + ", " + name + ": " + reply.text()).isBetween(400, 499);
        assertThat(took).as(path + ", " + name).isLessThan(LIMIT);
        assertThat(measured ? heap() - heap : 0).as(path + ", " + name).isLessThan(64L * 1024 * 1024);
    }

    private static Map<String, Supplier<byte[]>> bombs() {
        Map<String, Supplier<byte[]>> bombs = new LinkedHashMap<>();
        bombs.put("lists in lists", () -> text("[".repeat(100_000) + "]".repeat(100_000)));
        bombs.put("objects in objects", () -> text("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        bombs.put("a list that never ends", () -> text("[".repeat(1_000_000)));
        bombs.put("a number of a million digits", () -> text("{\"bytes\":" + "9".repeat(1_000_000) + "}"));
        bombs.put("an exponent", () -> text("{\"bytes\":1e999999999}"));
        bombs.put("a fraction", () -> text("{\"bytes\":0." + "1".repeat(1_000_000) + "}"));
        bombs.put("a string of 100 MB", () -> text("{\"bytes\":\"" + "a".repeat(100_000_000) + "\"}"));
        bombs.put("a string of 1 MB", () -> text("{\"bytes\":\"" + "g".repeat(1_000_000) + "\"}"));
        bombs.put("a million names", () -> names(1_000_000));
        bombs.put("names of one hash", () -> collisions());
        bombs.put("escapes", () -> text("{\"bytes\":\"" + "\\u0000".repeat(170_000) + "\"}"));
        bombs.put("spaces", () -> text(" ".repeat(1_000_000) + "{"));
        bombs.put("gzip 1000:1", () -> gzip(new byte[10_000_000]));
        return bombs;
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] names(int count) {
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            names.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":0");
        }
        return text(names.append('}').toString());
    }

    /** {@code Aa} and {@code BB} have one hash code in Java, and so has whatever is made of them alike. */
    private static byte[] collisions() {
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i < 1 << 15; i++) {
            names.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 15; bit++) {
                names.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            names.append("\":0");
        }
        return text(names.append('}').toString());
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Reply ask(URI address, String path, String header, byte[] body) throws IOException {
        try (RawClient client = new RawClient(address, 5_000)) {
            client.send(("POST " + path + " HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n" + header
                            + "\r\n")
                    .getBytes(ISO_8859_1));
            client.send(body);
            return client.reply();
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
