package org.quoin.rules;

import java.util.List;
import java.util.Optional;

/**
 * A question that is answered by a list, a page at a time. Whoever asks gives a cursor and a limit beside the input; they
 * follow it on the wire as optional bytes (0 to {@value #MAX_CURSOR}) and a number up to {@value #MAX_LIMIT}. The answer on
 * the wire is the count of items, the items, and the next cursor as optional bytes.
 */
public abstract class PagedQuery {
    /** In bytes. */
    public static final int MAX_CURSOR = 64;

    public static final int MAX_LIMIT = 1_000;

    /** Part of every capability that has a paged query. */
    public static final Failure INVALID_CURSOR = Failure.of(
            "INVALID_CURSOR",
            "The cursor is not where a page ended: use the 'next' of the last page, or none to begin.");

    final String name;
    final int schema;
    final Schema input;
    final Schema item;

    /** Names what is asked and what each item of the answer is; a schema number never changes its meaning. */
    protected PagedQuery(String name, int schema, Schema input, Schema item) {
        this.name = name;
        this.schema = schema;
        this.input = input;
        this.item = item;
    }

    /**
     * Answers with one page.
     *
     * @param cursor the {@link Page#next} of the page before; empty for the first
     * @param limit the most items, 1 to {@value #MAX_LIMIT}
     */
    protected abstract Page answer(Reading reading, Values input, Optional<Bytes> cursor, int limit);

    /** Some items, and where the next page continues; empty at the end. */
    public record Page(List<Values> items, Optional<Bytes> next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
