package org.quoin.host.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What answers requests of one method and form of path.
 *
 * @param pattern such as {@code /api/v1/blocks/{height}}: what is in braces stands for one part of a path; a last part
 *     {@code {name...}} for all the rest
 * @param scope what the client must be allowed to do
 */
public record Route(String method, String pattern, Scope scope, Handler handler) {
    private static final String REST = "...}";

    /** The parameters in a path, or empty if it is another's. */
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = parts(pattern);
        List<String> given = parts(path);
        boolean rest = pattern.endsWith(REST);
        if (rest ? given.size() < wanted.size() : given.size() != wanted.size()) {
            return Optional.empty();
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String part = wanted.get(i);
            if (part.endsWith(REST)) {
                found.put(
                        part.substring(1, part.length() - REST.length()),
                        String.join("/", given.subList(i, given.size())));
            } else if (part.startsWith("{")) {
                found.put(part.substring(1, part.length() - 1), given.get(i));
            } else if (!part.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            parts.add(path.substring(from, slash));
            from = slash + 1;
        }
        parts.add(path.substring(Math.min(from, path.length())));
        return parts;
    }
}
