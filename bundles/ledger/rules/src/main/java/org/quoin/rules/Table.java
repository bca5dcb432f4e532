package org.quoin.rules;

import java.util.Optional;
import org.quoin.rules.codec.Writer;

/**
 * Rows found by their key, and by nothing else. A name belongs to one form of rows for ever: rows of another form are another
 * table, {@code contracts-2}, or begin with a format number.
 *
 * @param <K> a key encodes to 1 to 256 bytes
 * @param <V> the row
 */
public class Table<K, V> {
    private static final int HASHED = 0;
    private static final int MAX_NAME = 32;

    final Codec<K> keys;
    final Codec<V> rows;
    private final String name;

    /** @param name 1 to 32 of {@code a–z 0–9 -} */
    public Table(String name, Codec<K> keys, Codec<V> rows) {
        this.name = name;
        this.keys = keys;
        this.rows = rows;
    }

    public final Optional<V> find(Reading reading, K key) {
        byte[] row = reading.host.get(name, keys.encode(key));
        return row == null ? Optional.empty() : Optional.of(rows.decode(row));
    }

    public final void put(Execution execution, K key, V row) {
        execution.host.put(name, keys.encode(key), rows.encode(row));
    }

    public final void remove(Execution execution, K key) {
        execution.host.remove(name, keys.encode(key));
    }

    final String name() {
        return name;
    }

    /** In bytes; 0 if keys have no fixed width, and no order. */
    int keyWidth() {
        return HASHED;
    }

    final void describe(Writer out) {
        out.text(name, MAX_NAME).u8(keyWidth());
    }
}
