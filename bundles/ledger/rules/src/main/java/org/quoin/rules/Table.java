package org.quoin.rules;

import java.util.Optional;
import java.util.function.Function;
import org.quoin.rules.codec.Writer;

/**
 * Rows found by their key, and by nothing else. A name belongs to one form of rows for ever: rows of another form are in another
 * table, {@code contracts-2}, which {@linkplain #following follows} the former one.
 *
 * @param <K> a key encodes to 1 to 256 bytes
 * @param <V> the row
 */
public class Table<K, V> {
    private static final int HASHED = 0;
    private static final int MAX_NAME = 32;

    final Codec<K> keys;
    final Codec<V> rows;
    final Optional<Former<K, ?, V>> former;
    private final String name;

    /** @param name 1 to 32 of {@code a–z 0–9 -} */
    public Table(String name, Codec<K> keys, Codec<V> rows) {
        this(name, keys, rows, Optional.empty());
    }

    Table(String name, Codec<K> keys, Codec<V> rows, Optional<Former<K, ?, V>> former) {
        this.name = name;
        this.keys = keys;
        this.rows = rows;
        this.former = former;
    }

    /**
     * The table of an earlier form of the same rows.
     *
     * @param upgrade makes a row of this form from one of that
     * @param rewritten whether all its rows are to come over
     */
    record Former<K, F, V>(Table<K, F> table, Function<F, V> upgrade, boolean rewritten) {
        Optional<V> find(Reading reading, K key) {
            return table.find(reading, key).map(upgrade);
        }
    }

    /**
     * This table, after one with another form of the same rows: what is not here is read from there. A row comes over when it is
     * written again; those of agreements that former rules keep stay theirs.
     *
     * @param upgrade makes a row of this form from one of that
     */
    public <F> Table<K, V> following(Table<K, F> table, Function<F, V> upgrade) {
        return new Table<>(name, keys, rows, Optional.of(new Former<>(table, upgrade, false)));
    }

    public final Optional<V> find(Reading reading, K key) {
        byte[] row = reading.host.get(name, keys.encode(key));
        return row == null ? former.flatMap(before -> before.find(reading, key)) : Optional.of(rows.decode(row));
    }

    public final void put(Execution execution, K key, V row) {
        execution.host.put(name, keys.encode(key), rows.encode(row));
        former.ifPresent(before -> before.table().removeIfThere(execution, key));
    }

    public final void remove(Execution execution, K key) {
        execution.host.remove(name, keys.encode(key));
        former.ifPresent(before -> before.table().removeIfThere(execution, key));
    }

    private void removeIfThere(Execution execution, K key) {
        if (execution.host.get(name, keys.encode(key)) != null) {
            execution.host.remove(name, keys.encode(key));
        }
        former.ifPresent(before -> before.table().removeIfThere(execution, key));
    }

    /** Brings at most so many rows over from the former table; returns how many. */
    int rewrite(Execution execution, int most) {
        return 0;
    }

    final String name() {
        return name;
    }

    /** In bytes; 0 if keys have no fixed width, and no order. */
    int keyWidth() {
        return HASHED;
    }

    final boolean isRewritten() {
        return former.map(Former::rewritten).orElse(false);
    }

    final void describe(Writer out) {
        out.text(name, MAX_NAME).u8(keyWidth()).flag(former.isPresent());
        former.ifPresent(before -> out.text(before.table().name(), MAX_NAME).flag(before.rewritten()));
    }
}
