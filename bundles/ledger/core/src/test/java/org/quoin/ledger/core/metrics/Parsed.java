package org.quoin.ledger.core.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 and takes nothing that its grammar does not have: each family in one piece under its HELP
 * and TYPE, no series twice, no escape but three.
 */
final class Parsed {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") ((?:[^\\\\\n]|\\\\\\\\|\\\\n)*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|summary)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,|$)");
    private static final Pattern VALUE = Pattern.compile("NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    /** By the name with the labels as they are written. */
    final Map<String, Double> samples = new LinkedHashMap<>();

    final Map<String, String> types = new LinkedHashMap<>();
    final Map<String, String> helps = new LinkedHashMap<>();

    /** The values of all labels, unescaped. */
    final Set<String> labelValues = new TreeSet<>();

    private String family = "";

    Parsed(String text) {
        require(text.endsWith("\n"), "the last line ends");
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.remove(lines.size() - 1);
        lines.forEach(this::line);
        require(types.keySet().equals(helps.keySet()), "each family has a type and a help");
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            family = help.group(1);
            require(helps.put(family, help.group(2)) == null, "one help: " + line);
        } else if (type.matches()) {
            require(type.group(1).equals(family), "the type follows the help: " + line);
            require(types.put(family, type.group(2)) == null, "one type: " + line);
        } else {
            require(sample.matches(), "grammar: " + line);
            sample(sample.group(1), sample.group(2), sample.group(3), line);
        }
    }

    private void sample(String name, String labels, String value, String line) {
        require(types.containsKey(family), "a family begins with its type: " + line);
        boolean summary = "summary".equals(types.get(family));
        boolean part = summary && (name.equals(family + "_sum") || name.equals(family + "_count"));
        require(name.equals(family) || part, "a family is in one piece: " + line);
        require(!"counter".equals(types.get(family)) || name.endsWith("_total"), "counters are totals: " + line);
        Set<String> names = labels == null ? Set.of() : labels(labels, line);
        require(names.contains("quantile") == (summary && !part), "quantiles are of summaries: " + line);
        require(VALUE.matcher(value).matches(), "a value: " + line);
        double number = value.endsWith("Inf")
                ? value.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY
                : Double.parseDouble(value);
        require(samples.put(labels == null ? name : name + "{" + labels + "}", number) == null, "once: " + line);
    }

    private Set<String> labels(String labels, String line) {
        Set<String> names = new HashSet<>();
        Matcher each = LABEL.matcher(labels);
        int at = 0;
        while (at < labels.length()) {
            require(each.find(at) && each.start() == at, "labels: " + line);
            require(names.add(each.group(1)), "a label once: " + line);
            labelValues.add(each.group(2)
                    .replace("\\\\", "\0")
                    .replace("\\n", "\n")
                    .replace("\\\"", "\"")
                    .replace("\0", "\\"));
            at = each.end();
        }
        require(!names.isEmpty() && !labels.endsWith(","), "labels: " + line);
        return names;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
