package org.quoin.host.gateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Bytes;

/** Asks a handler as a client would, without a network between them. */
public final class TestClient {
    private final Handler handler;
    private final Map<String, String> headers;

    public TestClient(Handler handler) {
        this(handler, Map.of("content-type", "application/json"));
    }

    private TestClient(Handler handler, Map<String, String> headers) {
        this.handler = handler;
        this.headers = headers;
    }

    /** The same with one more header. */
    public TestClient with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new TestClient(handler, more);
    }

    /** What was answered. */
    public record Answer(Response response) {
        public int status() {
            return response.status();
        }

        public byte[] bytes() {
            return ((Response.Whole) response.content()).bytes().toArray();
        }

        public JsonObject json() {
            return JsonParser.parseString(new String(bytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }

        public String text(String name) {
            return json().get(name).getAsString();
        }
    }

    public Answer get(String address) {
        return ask("GET", address, new byte[0]);
    }

    public Answer post(String address, String body) {
        return ask("POST", address, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String address, byte[] body) {
        return ask("POST", address, body);
    }

    private Answer ask(String method, String address, byte[] body) {
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String pair : address.substring(mark + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.computeIfAbsent(parts[0], none -> new ArrayList<>())
                        .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        Request.Client client = new Request.Client("127.0.0.1", Set.of(Scope.values()));
        Request request = new Request(method, path, Map.of(), query, headers, Bytes.of(body), client);
        return new Answer(handler.handle(request).toCompletableFuture().join());
    }
}
