package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view as those above it in this package read it: by a key whose hash is known, and without a copy of the value. */
interface Rows extends View {
    /**
     * The value at a key; null if there is none.
     *
     * @param key one that the table admits
     * @return an array to share, and never to write to
     */
    byte @Nullable [] row(Table table, Key key);

    static byte @Nullable [] row(View view, Table table, Key key) {
        return view instanceof Rows rows ? rows.row(table, key) : view.get(table, key.bytes);
    }

    /** The values at many keys, in their order: a view may know a faster way to them than one after another. */
    default List<Optional<byte[]>> rows(Table table, List<Key> keys) {
        List<Optional<byte[]>> rows = new ArrayList<>(keys.size());
        for (Key key : keys) {
            rows.add(Optional.ofNullable(row(table, key)));
        }
        return rows;
    }

    static List<Optional<byte[]>> rows(View view, Table table, List<Key> keys) {
        if (view instanceof Rows rows) {
            return rows.rows(table, keys);
        }
        return keys.stream()
                .map(key -> Optional.ofNullable(view.get(table, key.bytes)))
                .toList();
    }

    @Override
    default byte @Nullable [] get(Table table, byte[] key) {
        table.requireKey(key);
        byte[] row = row(table, new Key(key));
        return row == null ? null : row.clone();
    }
}
