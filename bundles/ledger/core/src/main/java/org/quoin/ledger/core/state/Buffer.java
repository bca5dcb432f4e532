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
    private final Map<Key, Write> last;

    /** Of an ordered table: those of the last writes that put, by key. */
    private final NavigableMap<byte[], Write> puts;

    /** Of an ordered table, for a written key: the first entry of the base after it that was not written when last looked for. */
    private final Map<Key, Optional<Entry>> following;

    Buffer(View base, Table table) {
        this(base, table, new HashMap<>(), new TreeMap<>(Arrays::compareUnsigned), new HashMap<>());
    }

    private Buffer(
            View base,
            Table table,
            Map<Key, Write> last,
            NavigableMap<byte[], Write> puts,
            Map<Key, Optional<Entry>> following) {
        this.base = base;
        this.table = table;
        this.last = last;
        this.puts = puts;
        this.following = following;
    }

    /** The same writes, of which there will be no more, over another view with the same content as the one below. */
    Buffer over(View view) {
        return new Buffer(view, table, last, puts, following);
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
        Entry unwritten = unwritten(key);
        Map.Entry<byte[], Write> put = puts.ceilingEntry(key);
        if (put == null) {
            return unwritten;
        }
        boolean before = unwritten != null && Arrays.compareUnsigned(unwritten.key, put.getKey()) < 0;
        return before ? unwritten : put.getValue().entry();
    }

    /**
     * The first entry of the base at or after a key that has not been written here: one that was is among the puts, or is no
     * more. What was passed is remembered, so that taking the first entry of a queue again and again does not pass all those
     * taken before; that stays right, because what has been written stays written.
     */
    private @Nullable Entry unwritten(byte[] key) {
        List<Key> passed = new ArrayList<>();
        Entry entry = base.ceiling(table, key);
        while (entry != null && last.containsKey(new Key(entry.key))) {
            Key written = new Key(entry.key);
            passed.add(written);
            Optional<Entry> known = following.get(written);
            entry = known == null ? base.higher(table, written.bytes) : known.orElse(null);
        }
        for (Key written : passed) {
            following.put(written, Optional.ofNullable(entry));
        }
        return entry;
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
