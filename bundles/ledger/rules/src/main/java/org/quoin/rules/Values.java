package org.quoin.rules;

import java.util.List;

/** The values of some fields, immutable. */
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
        for (Entry<?> entry : entries) {
            if (entry.field() == field) {
                @SuppressWarnings("unchecked") // it was made by this very field
                T value = (T) entry.value();
                return value;
            }
        }
        throw new IllegalArgumentException("there is no value of '" + field.name() + "' among " + entries);
    }

    int size() {
        return entries.size();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
