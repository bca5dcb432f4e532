package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view that does not change, read again and again: it is asked for each key once. While a block is executed most rows are
 * read several times, by the envelope, the operation and the invariants.
 *
 * <p>One thread at a time.
 */
public final class RememberingView implements Rows {
    /** Keys remembered; what is read beyond is asked for each time. */
    private static final int MOST = 100_000;

    private final View view;
    private final Map<Table, Map<Key, Optional<byte[]>>> values = new LinkedHashMap<>();
    private int room = MOST;

    public RememberingView(View view) {
        this.view = view;
    }

    @Override
    public byte @Nullable [] row(Table table, Key key) {
        Map<Key, Optional<byte[]>> known = values.computeIfAbsent(table, first -> new LinkedHashMap<>());
        Optional<byte[]> value = known.get(key);
        if (value == null) {
            value = Optional.ofNullable(Rows.row(view, table, key));
            remember(known, key.copy(), value);
        }
        return value.orElse(null);
    }

    /** Reads what will be asked for, many rows at once. */
    public void readAhead(Table table, List<byte[]> keys) {
        Map<Key, Optional<byte[]>> known = values.computeIfAbsent(table, first -> new LinkedHashMap<>());
        List<Key> unknown = new ArrayList<>(keys.size());
        for (byte[] each : keys) {
            table.requireKey(each);
            Key key = new Key(each.clone());
            if (!known.containsKey(key)) {
                unknown.add(key);
            }
        }
        Iterator<Optional<byte[]>> rows = Rows.rows(view, table, unknown).iterator();
        for (Key key : unknown) {
            remember(known, key, rows.next());
        }
    }

    private void remember(Map<Key, Optional<byte[]>> known, Key key, Optional<byte[]> value) {
        if (room > 0) {
            room--;
            known.put(key, value);
        }
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        return view.ceiling(table, key);
    }
}
