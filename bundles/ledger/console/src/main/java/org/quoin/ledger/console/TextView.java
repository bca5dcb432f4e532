package org.quoin.ledger.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.console.Screen.Style;

/**
 * Fields as lines of text: a list is a table, anything else a column of names and one of values. What is absent is left
 * out. Control characters are shown by their number, so that no value can move the cursor or pretend to be another line.
 *
 * <p>On a terminal a table is cut to its width, from the widest column of text on; what was cut ends in two dots. Numbers are
 * never cut within the width, and nothing is where there is no terminal.
 */
final class TextView {
    private static final String GAP = "  ";
    private static final String CUT = "..";

    /** Less of a text says nothing. */
    private static final int NARROWEST = 8;

    private final Screen screen;

    private TextView(Screen screen) {
        this.screen = screen;
    }

    /** The lines for a script or a file. */
    static List<String> lines(Fields fields) {
        return lines(fields, Screen.NONE, next -> Optional.empty());
    }

    /** @param following the command line that goes on from a cursor, if there is one */
    static List<String> lines(Fields fields, Screen screen, Function<String, Optional<String>> following) {
        TextView view = new TextView(screen);
        Map<String, @Nullable Object> byName = fields.asMap();
        if (!(byName.get("items") instanceof List<?> items)) {
            return view.column(fields, screen.width());
        }
        List<String> lines = new ArrayList<>(items.isEmpty() ? List.of("none") : view.table(items, screen.width()));
        Object next = byName.get("next");
        if (next != null) {
            String cursor = cell(next);
            lines.add("more from " + cursor
                    + following.apply(cursor).map(line -> ": " + line).orElse(""));
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

    private List<String> column(Fields fields, int room) {
        int width = fields.asMap().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .mapToInt(entry -> entry.getKey().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        fields.asMap().forEach((name, value) -> {
            if (value instanceof Fields nested) {
                lines.add(screen.styled(Style.BOLD, name));
                column(nested, room - GAP.length()).forEach(line -> lines.add(GAP + line));
            } else if (value instanceof List<?> list && isTable(list)) {
                lines.add(screen.styled(Style.BOLD, name));
                table(list, room - GAP.length()).forEach(line -> lines.add(GAP + line));
            } else if (value != null) {
                lines.add((pad(name, width) + GAP + screen.standing(name, cell(value))).stripTrailing());
            }
        });
        return lines;
    }

    private static boolean isTable(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(Fields.class::isInstance);
    }

    /** @param room how many characters a line may have; any number where there is no terminal */
    private List<String> table(List<?> items, int room) {
        List<Fields> rows = items.stream().map(Fields.class::cast).toList();
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.asMap().keySet()));
        List<Column> columns = names.stream().map(name -> Column.of(name, rows)).toList();
        if (screen.width() > 0) {
            int most = widest(columns, room - GAP.length() * (columns.size() - 1));
            columns = columns.stream().map(column -> column.cut(most)).toList();
        }
        List<Column> shown = fitting(columns, room);
        String end = shown.size() < columns.size() ? GAP + CUT : "";
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            int line = i;
            lines.add(shown.stream()
                    .map(column -> line == 0
                            ? screen.styled(Style.BOLD, column.at(0))
                            : screen.standing(column.name(), column.at(line)))
                    .collect(Collectors.joining(GAP, "", end))
                    .stripTrailing());
        }
        return lines;
    }

    /** The most characters that a column of text may have so that all columns have no more than the room; never too few. */
    private static int widest(List<Column> columns, int room) {
        int most = columns.stream().mapToInt(Column::width).max().orElse(0);
        while (most > NARROWEST && total(columns, most) > room) {
            most--;
        }
        return most;
    }

    private static int total(List<Column> columns, int most) {
        return columns.stream().mapToInt(column -> column.cutWidth(most)).sum();
    }

    /** On a terminal that is too narrow even for narrow columns, the first ones. */
    private List<Column> fitting(List<Column> columns, int room) {
        if (screen.width() == 0) {
            return columns;
        }
        int end = -GAP.length();
        int count = 0;
        for (Column column : columns) {
            end += GAP.length() + column.width();
            boolean last = count == columns.size() - 1;
            if (end + (last ? 0 : GAP.length() + CUT.length()) > room) {
                break;
            }
            count++;
        }
        return columns.subList(0, Math.max(1, count));
    }

    /**
     * A column of a table, numbers at the right.
     *
     * @param cells its heading and then a cell for each row
     */
    private record Column(String name, List<String> cells, boolean numbers) {
        static Column of(String name, List<Fields> rows) {
            List<@Nullable Object> values = rows.stream()
                    .<@Nullable Object>map(row -> row.asMap().get(name))
                    .toList();
            List<String> cells = new ArrayList<>(List.of(name));
            values.forEach(value -> cells.add(cell(value)));
            return new Column(name, cells, values.stream().allMatch(TextView::isNumber));
        }

        int width() {
            return cells.stream().mapToInt(String::length).max().orElse(0);
        }

        int cutWidth(int most) {
            return numbers ? width() : Math.min(width(), Math.max(most, name.length()));
        }

        Column cut(int most) {
            int width = cutWidth(most);
            return new Column(
                    name,
                    cells.stream()
                            .map(cell -> cell.length() <= width ? cell : cell.substring(0, width - CUT.length()) + CUT)
                            .toList(),
                    numbers);
        }

        String at(int line) {
            String cell = cells.get(line);
            return numbers ? " ".repeat(width() - cell.length()) + cell : pad(cell, width());
        }
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
