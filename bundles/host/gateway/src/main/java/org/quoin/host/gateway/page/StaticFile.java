package org.quoin.host.gateway.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.ledger.api.Bytes;

/**
 * A file as it is sent, hashed and compressed once.
 *
 * @param gzip empty if that makes it no smaller
 * @param headers of both forms
 */
record StaticFile(Bytes plain, Optional<Bytes> gzip, String hash, Map<String, String> headers) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("ts", "text/plain; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("md", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"));

    /** Empty for a name whose end tells no type: it is not sent. */
    static Optional<String> type(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(TYPES.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    static StaticFile of(byte[] content, Map<String, String> headers) {
        byte[] small = compress(content);
        return new StaticFile(
                Bytes.of(content),
                small.length < content.length * 9L / 10 ? Optional.of(Bytes.of(small)) : Optional.empty(),
                HexFormat.of().formatHex(sha256(content), 0, 16),
                headers);
    }

    Response response(Request request) {
        boolean compressed = gzip.isPresent()
                && request.header("accept-encoding")
                        .filter(text -> text.contains("gzip"))
                        .isPresent();
        Response response = new Response(200, headers, new Response.Whole(compressed ? gzip.orElseThrow() : plain))
                .with("vary", "accept-encoding")
                .with("etag", '"' + hash + (compressed ? "-gzip\"" : "\""));
        return compressed ? response.with("content-encoding", "gzip") : response;
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        }
        return out.toByteArray();
    }
}
