package org.quoin.ledger.core.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read and written lately at the end of a chain: who executes one block after another asks the state for a row once,
 * and not again while it is in use. A row costs a look into a hash table instead of a way down a trie.
 *
 * <p>The number of rows is bounded. One thread at a time.
 */
public final class RecentRows {
    private final ShortRows shortRows;
    private final LongRows longRows;
    private final Map<Table, Home> homes = new LinkedHashMap<>();
    private long version;

    /** Where the rows of a table are. */
    private static final class Home {
        private final int number;
        private boolean isShort;

        private Home(int number) {
            this.number = number;
            this.isShort = number <= ShortRows.MOST_TABLES;
        }
    }

    /** @param capacity of short rows; a quarter as many others */
    public RecentRows(int capacity) {
        shortRows = new ShortRows(capacity);
        longRows = new LongRows(capacity / 4);
    }

    /**
     * A view of which rows are remembered, until others are {@link #written}; from then on it asks the view each time.
     *
     * @param view has the content of which these rows are
     */
    public RememberingView over(View view) {
        return new RememberingView(view, this);
    }

    /** The rows are now those of the view with these writes. */
    public void written(Layer writes) {
        version++;
        for (Buffer buffer : writes.buffers()) {
            for (Write write : buffer.writes()) {
                keep(write.table(), write.at, write.value);
            }
        }
    }

    long version() {
        return version;
    }

    /** Null if it is not known; {@link #value} says what it is otherwise. */
    byte @Nullable [] find(Table table, Key key) {
        Home home = home(table);
        return home.isShort && ShortRows.fits(key, null) ? shortRows.find(home.number, key) : longRows.find(table, key);
    }

    /** The row that was found; null if there is none. */
    static byte @Nullable [] value(byte[] found) {
        return found == ShortRows.ABSENT ? null : found;
    }

    /** @param key nobody writes to its bytes */
    void keep(Table table, Key key, byte @Nullable [] value) {
        Home home = home(table);
        home.isShort &= ShortRows.fits(key, value); // and never again: one row is in one place
        if (home.isShort) {
            shortRows.put(home.number, key, value);
        } else {
            longRows.put(table, key, value == null ? ShortRows.ABSENT : value);
        }
    }

    private Home home(Table table) {
        return homes.computeIfAbsent(table, first -> new Home(homes.size() + 1));
    }

    /** Of those not used for long, the older half goes at once. */
    private static final class LongRows {
        private final int half;
        private Map<Table, Map<Key, byte[]>> younger = new LinkedHashMap<>();
        private Map<Table, Map<Key, byte[]>> older = Map.of();
        private int rows;

        private LongRows(int capacity) {
            half = Math.max(1, capacity / 2);
        }

        private byte @Nullable [] find(Table table, Key key) {
            byte[] young = at(younger, table, key);
            if (young != null) {
                return young;
            }
            byte[] old = at(older, table, key);
            if (old != null) {
                put(table, key.copy(), old);
            }
            return old;
        }

        private static byte @Nullable [] at(Map<Table, Map<Key, byte[]>> rows, Table table, Key key) {
            Map<Key, byte[]> known = rows.get(table);
            return known == null ? null : known.get(key);
        }

        private void put(Table table, Key key, byte[] value) {
            if (younger.computeIfAbsent(table, first -> new LinkedHashMap<>()).put(key, value) == null) {
                rows++;
            }
            if (rows == half) {
                older = younger;
                younger = new LinkedHashMap<>();
                rows = 0;
            }
        }
    }
}
