package org.quoin.fees.api.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.quoin.fees.rules.FeesRules;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.ChangedRules;

/**
 * Versions of fees that are made of their source. In the next one, rows of periods and of sponsors have another form: each begins
 * with a number. Periods are brought over block by block, sponsors when they are written.
 */
final class NextFees {
    private static final ChangedRules RULES = new ChangedRules("fees", FeesRules.class);

    private static final String NUMBERED = """
            package org.quoin.fees.rules;

            import org.quoin.rules.Codec;
            import org.quoin.rules.codec.Reader;
            import org.quoin.rules.codec.Writer;

            record Numbered<T>(Codec<T> rest) implements Codec<T> {
                private static final long NUMBER = 7;

                @Override
                public T read(Reader in) {
                    if (in.u64() != NUMBER) {
                        throw new IllegalStateException("a row of the former form");
                    }
                    return rest.read(in);
                }

                @Override
                public void write(Writer out, T row) {
                    out.u64(NUMBER);
                    rest.write(out, row);
                }
            }
            """;

    private NextFees() {}

    /** Another text of each file, before a version is made of them. */
    @FunctionalInterface
    interface Also {
        String change(String file, String text);
    }

    /** This version. */
    static Bytes first(Path directory, Also also) throws IOException {
        return RULES.jar(Files.createDirectory(directory.resolve("first")), "1.0.0", also::change, Map.of());
    }

    /** Version 1.1.0. */
    static Bytes next(Path directory, Also also) throws IOException {
        return RULES.jar(
                Files.createDirectory(directory.resolve("next")),
                "1.1.0",
                (file, text) -> changed(file, also.change(file, text)),
                Map.of("Numbered.java", NUMBERED));
    }

    private static String changed(String file, String text) {
        return switch (file) {
            case "Markets.java" ->
                replaced(
                        text,
                        "static final OrderedTable<Long, Market> ENDED = new OrderedTable<>(\"periods\", Long.BYTES, NUMBER, Market.CODEC);",
                        """
                        static final OrderedTable<Long, Market> FORMER =
                                new OrderedTable<>("periods", Long.BYTES, NUMBER, Market.CODEC);
                        static final OrderedTable<Long, Market> ENDED =
                                new OrderedTable<>("periods-2", Long.BYTES, NUMBER, new Numbered<>(Market.CODEC))
                                        .replacing(FORMER, period -> period);
                        """);
            case "Sponsors.java" ->
                replaced(
                        text,
                        "static final OrderedTable<String, Sponsor> BY_NAME = new OrderedTable<>(\"sponsors\", MAX_NAME, NAME, Sponsor.CODEC);",
                        """
                        static final OrderedTable<String, Sponsor> FORMER =
                                new OrderedTable<>("sponsors", MAX_NAME, NAME, Sponsor.CODEC);
                        static final OrderedTable<String, Sponsor> BY_NAME =
                                new OrderedTable<>("sponsors-2", MAX_NAME, NAME, new Numbered<>(Sponsor.CODEC))
                                        .following(FORMER, sponsor -> sponsor);
                        """);
            case "FeesRules.java" ->
                replaced(
                        replaced(text, "Markets.ENDED", "Markets.FORMER, Markets.ENDED"),
                        "Sponsors.BY_NAME",
                        "Sponsors.FORMER, Sponsors.BY_NAME");
            default -> text;
        };
    }

    private static String replaced(String text, String what, String by) {
        if (!text.contains(what)) {
            throw new IllegalArgumentException("not in the source any more: " + what);
        }
        return text.replace(what, by);
    }
}
