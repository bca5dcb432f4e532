package org.quoin.ledger.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;

/**
 * Fields as lines of plain text: a list is a table, anything else a column of names and one of values. What is absent is left
 * out. Control characters are shown by their number, so that no value can move the cursor or pretend to be another line.
 */
final class TextView {
    private static final String GAP = "  ";

    private TextView() {}

    static List<String> lines(Fields fields) {
        Map<String, @Nullable Object> byName = fields.asMap();
        if (!(byName.get("items") instanceof List<?> items)) {
            return column(fields);
        }
        List<String> lines = new ArrayList<>(items.isEmpty() ? List.of("none") : table(items));
        Object next = byName.get("next");
        if (next != null) {
            lines.add("more from " + cell(next));
        }
        return lines;
    }

    /** On one line, fit for a terminal. */
    static String printable(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> String.format("\\u%04x", c);
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }

    private static List<String> column(Fields fields) {
        int width = fields.asMap().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .mapToInt(entry -> entry.getKey().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        fields.asMap().forEach((name, value) -> {
            if (value instanceof Fields nested) {
                lines.add(name);
                column(nested).forEach(line -> lines.add(GAP + line));
            } else if (value instanceof List<?> list && isTable(list)) {
                lines.add(name);
                table(list).forEach(line -> lines.add(GAP + line));
            } else if (value != null) {
                lines.add((pad(name, width) + GAP + cell(value)).stripTrailing());
            }
        });
        return lines;
    }

    private static boolean isTable(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(Fields.class::isInstance);
    }

    private static List<String> table(List<?> items) {
        List<Fields> rows = items.stream().map(Fields.class::cast).toList();
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.asMap().keySet()));
        List<List<String>> columns =
                names.stream().map(name -> tableColumn(name, rows)).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            int line = i;
            lines.add(columns.stream()
                    .map(column -> column.get(line))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing());
        }
        return lines;
    }

    /** The name and then a cell for each row, all of one width; numbers stand at the right. */
    private static List<String> tableColumn(String name, List<Fields> rows) {
        List<@Nullable Object> values = rows.stream()
                .<@Nullable Object>map(row -> row.asMap().get(name))
                .toList();
        boolean numbers = values.stream().allMatch(TextView::isNumber);
        List<String> cells = new ArrayList<>(List.of(name));
        values.forEach(value -> cells.add(cell(value)));
        int width = cells.stream().mapToInt(String::length).max().orElseThrow();
        return cells.stream()
                .map(cell -> numbers ? " ".repeat(width - cell.length()) + cell : pad(cell, width))
                .toList();
    }

    private static boolean isNumber(@Nullable Object value) {
        return value instanceof Number || value instanceof Amount;
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(TextView::cell).collect(Collectors.joining(", "));
        }
        if (value instanceof Fields fields) {
            return fields.asMap().entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .map(entry -> entry.getKey() + "=" + cell(entry.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return printable(Scalars.text(value));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
