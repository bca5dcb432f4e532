package org.quoin.ledger.core.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What tells the samples of one name apart, written as in Prometheus' text format 0.0.4: {@code {code="X",host="a"}}.
 *
 * @param values by name, in their order
 */
record Labels(Map<String, String> values) {
    static final Labels NONE = new Labels(Map.of());

    private static final String VALUE = "\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*+)\"";
    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*+)=" + VALUE;
    private static final Pattern ONE = Pattern.compile(LABEL);
    private static final Pattern ALL = Pattern.compile("\\{" + LABEL + "(?:," + LABEL + ")*+\\}", Pattern.DOTALL);

    static Labels of(String name, String value) {
        return new Labels(Map.of(name, value));
    }

    /** Reads what {@link #suffix} writes; empty if it is something else, or names a label twice. */
    static Optional<Labels> parse(String text) {
        if (!ALL.matcher(text).matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher each = ONE.matcher(text);
        while (each.find()) {
            if (values.put(each.group(1), unescaped(each.group(2))) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Labels(values));
    }

    Labels and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Labels(more);
    }

    /** What follows a name; nothing if there are none. */
    String suffix() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return printable(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
                c = value.charAt(i) == 'n' ? '\n' : value.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }

    /** Without control characters but line feeds, and without halves of characters, which UTF-8 has no form for. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' || Character.getType(c) == Character.SURROGATE
                        ? 0xfffd
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
