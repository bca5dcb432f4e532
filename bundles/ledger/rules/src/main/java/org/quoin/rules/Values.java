package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;

/** The values of some fields, immutable: an input, a row, or what is known while an operation runs. */
public final class Values {
    /** A field and its value. */
    public record Entry<T>(Field<T> field, T value) {}

    private final List<Entry<?>> entries;

    Values(List<Entry<?>> entries) {
        this.entries = entries;
    }

    public static Values of(Entry<?>... entries) {
        return new Values(List.of(entries));
    }

    /** @throws IllegalArgumentException if there is none for this field */
    public <T> T get(Field<T> field) {
        @SuppressWarnings("unchecked") // it was made by this very field
        T value = (T) entry(field).value();
        return value;
    }

    /** These values, with others in place of what some of their fields held, or beside them. */
    public Values with(Entry<?>... others) {
        List<Entry<?>> merged = new ArrayList<>();
        for (Entry<?> entry : entries) {
            if (!has(others, entry.field())) {
                merged.add(entry);
            }
        }
        merged.addAll(List.of(others));
        return new Values(List.copyOf(merged));
    }

    /**
     * What a schema needs of these values.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public Values only(Schema schema) {
        List<Entry<?>> kept = new ArrayList<>();
        for (Field<?> field : schema.fields()) {
            kept.add(entry(field));
        }
        return new Values(kept);
    }

    int size() {
        return entries.size();
    }

    private Entry<?> entry(Field<?> field) {
        for (Entry<?> entry : entries) {
            if (entry.field() == field) {
                return entry;
            }
        }
        throw new IllegalArgumentException("there is no value of '" + field.name() + "' among " + entries.size());
    }

    private static boolean has(Entry<?>[] entries, Field<?> field) {
        for (Entry<?> entry : entries) {
            if (entry.field() == field) {
                return true;
            }
        }
        return false;
    }
}
