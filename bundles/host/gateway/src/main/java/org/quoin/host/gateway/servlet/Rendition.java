package org.quoin.host.gateway.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.ledger.api.Bytes;

/**
 * A response as this client wants it: not at all if he has it already, compressed if he can read that, without content if he asked
 * for the head only.
 *
 * @param length of the content, as the header says it
 */
record Rendition(int status, Map<String, String> headers, Bytes content, int length) {
    private static final int WORTH_COMPRESSING = 1024;

    static Rendition of(
            Response.Whole whole, Response response, Map<String, String> standing, Request asked, boolean head) {
        Map<String, String> headers = merge(standing, response.headers());
        byte[] content = whole.bytes().toArray();
        if (response.status() == 200
                && isKnown(headers.get("etag"), asked.header("if-none-match").orElse(""))) {
            headers.keySet().removeAll(List.of("content-type", "content-encoding"));
            return new Rendition(304, headers, Bytes.of(), -1);
        }
        if (isCompressible(headers.getOrDefault("content-type", "")) && !headers.containsKey("content-encoding")) {
            vary(headers, "accept-encoding");
            if (content.length >= WORTH_COMPRESSING
                    && readsGzip(asked.header("accept-encoding").orElse(""))) {
                content = gzip(content);
                headers.put("content-encoding", "gzip");
                headers.computeIfPresent("etag", (name, tag) -> tag.startsWith("W/") ? tag : "W/" + tag);
            }
        }
        return new Rendition(response.status(), headers, head ? Bytes.of() : Bytes.of(content), content.length);
    }

    /** The latter's win; what an answer varies by is added up. */
    static Map<String, String> merge(Map<String, String> standing, Map<String, String> own) {
        Map<String, String> headers = new LinkedHashMap<>(standing);
        own.forEach((name, value) -> {
            if (name.equals("vary")) {
                vary(headers, value);
            } else {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static void vary(Map<String, String> headers, String name) {
        String there = headers.get("vary");
        if (there == null) {
            headers.put("vary", name);
        } else if (!Arrays.asList(there.split(", ", -1)).contains(name)) {
            headers.put("vary", there + ", " + name);
        }
    }

    /** By the weak comparison of RFC 9110, 8.8.3.2. */
    private static boolean isKnown(@Nullable String tag, String known) {
        if (tag == null || known.isEmpty()) {
            return false;
        }
        if (known.strip().equals("*")) {
            return true;
        }
        List<String> tags = new ArrayList<>();
        for (String each : known.split(",", -1)) {
            tags.add(strong(each.strip()));
        }
        return tags.contains(strong(tag));
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static boolean isCompressible(String type) {
        String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.startsWith("text/")
                || bare.endsWith("json")
                || bare.endsWith("javascript")
                || bare.endsWith("xml")
                || bare.equals("application/wasm");
    }

    /** Whether gzip is named, and not with the quality 0. */
    static boolean readsGzip(String accepted) {
        for (String each : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = each.split(";", 2);
            if (parts[0].strip().equals("gzip") || parts[0].strip().equals("*")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0{0,3})?");
            }
        }
        return false;
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        }
        return out.toByteArray();
    }
}
