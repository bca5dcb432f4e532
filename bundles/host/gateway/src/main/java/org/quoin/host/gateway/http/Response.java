package org.quoin.host.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.quoin.ledger.api.Bytes;

/**
 * What is answered.
 *
 * @param status of RFC 9110
 * @param headers by their names in lowercase, beside those that every answer has
 */
public record Response(int status, Map<String, String> headers, Content content) {
    public static final String JSON = "application/json";

    public Response {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** What follows the headers. */
    public sealed interface Content {}

    /** All of it, at once. */
    public record Whole(Bytes bytes) implements Content {}

    /** Bit by bit, for as long as the client stays: called when the headers are sent. */
    public record Live(Consumer<Outlet> opened) implements Content {}

    public static Response of(int status, String type, byte[] content) {
        return new Response(status, Map.of("content-type", type), new Whole(Bytes.of(content)));
    }

    /** One of JSON. */
    public static Response json(int status, String json) {
        return of(status, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, content);
    }

    /** One that never changes any more, named by what it is of: whoever has it need not ask again. */
    public Response immutable(String tag) {
        return with("etag", '"' + tag + '"').with("cache-control", "public, max-age=31536000, immutable");
    }

    public CompletionStage<Response> now() {
        return CompletableFuture.completedFuture(this);
    }
}
