package org.quoin.ledger.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Page;

/**
 * Named values in the order in which they are shown, immutable: what a command answers, from which JSON and text are both
 * made. A value is null, a {@code String}, {@code Long}, {@code Integer} or {@code Boolean}, an {@code Amount}, {@code Hash},
 * {@code Bytes}, {@code PublicKey}, {@code Instant} or {@code Duration}, or {@code Fields}, or a {@code List} of such.
 */
public final class Fields {
    private static final Fields NONE = new Fields(Map.of());

    private final Map<String, @Nullable Object> byName;

    private Fields(Map<String, @Nullable Object> byName) {
        this.byName = byName;
    }

    public static Fields none() {
        return NONE;
    }

    public static Fields of(String name, @Nullable Object value) {
        return NONE.and(name, value);
    }

    /** A part of a list; {@code next} is the cursor that continues it, or null. */
    public static Fields page(Page<Fields> page) {
        return of("items", page.items()).and("next", page.next());
    }

    /** A whole list. */
    public static Fields list(List<Fields> items) {
        return page(new Page<>(items, null));
    }

    /** These and one more. */
    public Fields and(String name, @Nullable Object value) {
        return and(new Fields(Collections.singletonMap(name, value)));
    }

    /** These and then those. */
    public Fields and(Fields others) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(byName);
        more.putAll(others.byName);
        return new Fields(Collections.unmodifiableMap(more));
    }

    Map<String, @Nullable Object> asMap() {
        return byName;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
