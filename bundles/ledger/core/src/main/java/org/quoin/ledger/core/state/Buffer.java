package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last write to each key of one table, over a view that does not change meanwhile. */
final class Buffer {
    private final View base;
    private final Table table;
    private final Map<Key, Write> last = new HashMap<>();

    /** Of an ordered table: those of the last writes that put, by key. */
    private final NavigableMap<byte[], Write> puts = new TreeMap<>(Arrays::compareUnsigned);

    /** Of an ordered table, for a removed entry: what follows it in the base once all that is removed is passed. */
    private final Map<Key, Optional<Entry>> following = new HashMap<>();

    Buffer(View base, Table table) {
        this.base = base;
        this.table = table;
    }

    void write(Write write) {
        last.put(new Key(write.key), write);
        if (table.kind() == Table.Kind.ORDERED) {
            if (write.value == null) {
                puts.remove(write.key);
            } else {
                puts.put(write.key, write);
            }
        }
    }

    /** In no particular order. */
    Collection<Write> writes() {
        return last.values();
    }

    byte @Nullable [] get(byte[] key) {
        Write write = last.get(new Key(key));
        return write == null ? base.get(table, key) : write.value();
    }

    @Nullable
    Entry ceiling(byte[] key) {
        Entry kept = kept(key);
        Map.Entry<byte[], Write> put = puts.ceilingEntry(key);
        if (put == null || kept != null && Arrays.compareUnsigned(kept.key, put.getKey()) < 0) {
            return kept;
        }
        return put.getValue().entry();
    }

    /**
     * The first entry of the base at or after a key that is not removed here. What was passed is remembered, so that taking
     * the first entry of a queue again and again does not pass all that were taken before. The memory stays right: an entry
     * that is put again afterwards is found among the puts.
     */
    private @Nullable Entry kept(byte[] key) {
        List<Entry> passed = new ArrayList<>();
        Entry entry = base.ceiling(table, key);
        while (entry != null && isRemoved(entry)) {
            passed.add(entry);
            Optional<Entry> known = following.get(new Key(entry.key));
            entry = known == null ? base.higher(table, entry.key) : known.orElse(null);
        }
        for (Entry each : passed) {
            following.put(new Key(each.key), Optional.ofNullable(entry));
        }
        return entry;
    }

    private boolean isRemoved(Entry entry) {
        Write write = last.get(new Key(entry.key));
        return write != null && write.value == null;
    }

    /** A key in a hash map; comparable, so that keys chosen to collide cost a logarithm and no more. */
    private static final class Key implements Comparable<Key> {
        private final byte[] bytes;

        private Key(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public int compareTo(Key other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }
}
