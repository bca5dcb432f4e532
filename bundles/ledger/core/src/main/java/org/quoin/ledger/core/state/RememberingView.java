package org.quoin.ledger.core.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view that does not change, read again and again: it is asked for each key once. While a block is executed most rows are
 * read several times, by the envelope, the operation and the invariants.
 *
 * <p>One thread at a time.
 */
public final class RememberingView implements View {
    /** Keys remembered; what is read beyond is asked for each time. */
    private static final int MOST = 100_000;

    private final View view;
    private final Map<Table, Map<Key, Optional<byte[]>>> values = new LinkedHashMap<>();
    private int room = MOST;

    public RememberingView(View view) {
        this.view = view;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        Map<Key, Optional<byte[]>> known = values.computeIfAbsent(table, first -> new LinkedHashMap<>());
        Optional<byte[]> value = known.get(new Key(key));
        if (value == null) {
            value = Optional.ofNullable(view.get(table, key));
            if (room > 0) {
                room--;
                known.put(new Key(key.clone()), value);
            }
        }
        return value.map(byte[]::clone).orElse(null);
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        return view.ceiling(table, key);
    }
}
