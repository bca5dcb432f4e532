package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** Ordered fields: the wire form of an operation, a query, an event, a failure's values or a row. */
public final class Schema implements Codec<Values> {
    private static final int MAX_FIELDS = 64;

    private final List<Field<?>> fields;

    private Schema(List<Field<?>> fields) {
        this.fields = fields;
    }

    public static Schema of(Field<?>... fields) {
        return new Schema(List.of(fields));
    }

    @Override
    public Values read(Reader in) {
        List<Values.Entry<?>> entries = new ArrayList<>(fields.size());
        for (Field<?> field : fields) {
            entries.add(read(in, field));
        }
        return new Values(entries);
    }

    /** @throws IllegalArgumentException if the values are not exactly those of this schema */
    @Override
    public void write(Writer out, Values values) {
        for (Field<?> field : fields) {
            write(out, field, values);
        }
        if (values.size() != fields.size()) {
            throw new IllegalArgumentException(
                    "expected values for " + fields.size() + " fields, got " + values.size());
        }
    }

    List<Field<?>> fields() {
        return fields;
    }

    void describe(Writer out) {
        out.count(fields.size(), MAX_FIELDS);
        fields.forEach(field -> field.describe(out));
    }

    private static <T> Values.Entry<T> read(Reader in, Field<T> field) {
        return field.is(field.read(in));
    }

    private static <T> void write(Writer out, Field<T> field, Values values) {
        field.write(out, values.get(field));
    }
}
