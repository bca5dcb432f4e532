package org.quoin.ledger.core.state;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view that is asked for each key once: most rows are read several times, by the envelope, the operation and the
 * invariants, and many again in the next block.
 *
 * <p>One thread at a time.
 */
public final class RememberingView implements Rows {
    private final View view;
    private final RecentRows recent;
    private final long version;

    RememberingView(View view, RecentRows recent) {
        this.view = view;
        this.recent = recent;
        this.version = recent.version();
    }

    @Override
    public byte @Nullable [] row(Table table, Key key) {
        if (recent.version() != version) {
            return Rows.row(view, table, key);
        }
        byte[] found = recent.find(table, key);
        if (found != null) {
            return RecentRows.value(found);
        }
        byte[] row = Rows.row(view, table, key);
        recent.keep(table, key.copy(), row);
        return row;
    }

    /** Whether a row would be answered from memory. */
    public boolean remembers(Table table, byte[] key) {
        return recent.version() == version && recent.find(table, new Key(key)) != null;
    }

    /** Reads what will be asked for, many rows at once; nothing if it does not remember any more. */
    public void readAhead(Table table, List<byte[]> keys) {
        if (recent.version() != version) {
            return;
        }
        Set<Key> unknown = new LinkedHashSet<>();
        for (byte[] each : keys) {
            table.requireKey(each);
            Key key = new Key(each);
            if (recent.find(table, key) == null) {
                unknown.add(key.copy());
            }
        }
        if (!unknown.isEmpty()) {
            Iterator<Optional<byte[]>> rows =
                    Rows.rows(view, table, List.copyOf(unknown)).iterator();
            for (Key key : unknown) {
                recent.keep(table, key, rows.next().orElse(null));
            }
        }
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        return view.ceiling(table, key);
    }
}
