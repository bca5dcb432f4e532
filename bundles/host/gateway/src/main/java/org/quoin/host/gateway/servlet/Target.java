package org.quoin.host.gateway.servlet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.ProblemException;

/**
 * The path and the query of a request's line, decoded once. Only what is plain is taken: whatever two programs could read in two
 * ways is refused.
 *
 * @param path from the first slash on, without empty parts, dots, or slashes that were encoded
 */
record Target(String path, Map<String, List<String>> query) {
    private static final int MOST_PAIRS = 256;

    /** Of RFC 3986 without the semicolon, which some servers cut off with what follows it. */
    private static final String PATH_MARKS = "-._~!$&'()*+,=:@/";

    private static final String QUERY_MARKS = PATH_MARKS + ";?";

    /**
     * @param path as it was sent
     * @param query as it was sent
     * @param most characters of both
     * @throws ProblemException of a status from 400 on
     */
    static Target of(@Nullable String path, @Nullable String query, int most) {
        if (path == null || !path.startsWith("/")) {
            throw malformed("The path does not begin with a slash: send it as /api/v1/….");
        }
        if (path.length() + (query == null ? 0 : query.length()) > most) {
            throw ProblemException.of(
                    414,
                    "URI_TOO_LONG",
                    "Path and query are longer than " + most + " characters: ask for less at once.");
        }
        return new Target(path(path), query == null ? Map.of() : query(query));
    }

    private static String path(String sent) {
        String path = decode(sent, PATH_MARKS, false);
        if (path.equals("/")) {
            return path;
        }
        for (String part : path.substring(1).split("/", -1)) {
            if (part.equals(".") || part.equals("..")) {
                throw malformed("The path has a part of dots: send the path that is meant.");
            }
        }
        if (path.contains("//")) {
            throw malformed("The path has an empty part: send one slash between parts.");
        }
        return path;
    }

    private static Map<String, List<String>> query(String sent) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String[] pairs = sent.isEmpty() ? new String[0] : sent.split("&", -1);
        if (pairs.length > MOST_PAIRS) {
            throw malformed("The query has more than " + MOST_PAIRS + " parameters: ask for less at once.");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), QUERY_MARKS, true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), QUERY_MARKS, true);
            if (name.isEmpty()) {
                throw malformed("The query has a parameter without a name: send name=value&name=value.");
            }
            query.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
        }
        return Collections.unmodifiableMap(query);
    }

    private static String decode(String sent, String marks, boolean query) {
        ByteBuffer bytes = ByteBuffer.allocate(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (c == '%') {
                bytes.put((byte) encoded(sent, i, query));
                i += 2;
            } else if (query && c == '+') {
                bytes.put((byte) ' ');
            } else if (isPlain(c) || marks.indexOf(c) >= 0) {
                bytes.put((byte) c);
            } else {
                throw malformed(
                        "A character is not allowed here without percent-encoding: encode all but letters, digits and -._~.");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw malformed("The percent-encoding is not of UTF-8: encode the bytes of UTF-8.");
        }
    }

    private static int encoded(String sent, int at, boolean query) {
        if (at + 2 >= sent.length()
                || !HexFormat.isHexDigit(sent.charAt(at + 1))
                || !HexFormat.isHexDigit(sent.charAt(at + 2))) {
            throw malformed("A percent sign is not followed by two hexadecimal digits: write %25 for the sign itself.");
        }
        int value = HexFormat.fromHexDigits(sent, at + 1, at + 3);
        if (value < ' ' || value == 0x7f || !query && (value == '/' || value == '\\')) {
            throw malformed("A control character, or a slash in a part of the path, is encoded: leave it out.");
        }
        return value;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static ProblemException malformed(String message) {
        return ProblemException.of(400, "MALFORMED_URI", message);
    }
}
