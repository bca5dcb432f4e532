package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
    private final Content content;

    Buffer(View base, Table table) {
        this(base, table, new Content());
    }

    private Buffer(View base, Table table, Content content) {
        this.base = base;
        this.table = table;
        this.content = content;
    }

    /** The same writes, of which there will be no more, over another view with the same content as the one below. */
    Buffer over(View view) {
        return new Buffer(view, table, content);
    }

    void write(Write write) {
        content.last.put(write.at, write);
        if (content.puts != null) {
            order(content.puts, write);
        }
    }

    /** In no particular order. */
    Collection<Write> writes() {
        return content.last.values();
    }

    byte @Nullable [] row(Key key) {
        Write write = content.last.get(key);
        return write == null ? Rows.row(base, table, key) : write.value;
    }

    List<Optional<byte[]>> rows(List<Key> keys) {
        List<Optional<byte[]>> rows = new ArrayList<>(keys.size());
        List<Key> unwritten = new ArrayList<>(keys.size());
        for (Key key : keys) {
            if (!content.last.containsKey(key)) {
                unwritten.add(key);
            }
        }
        Iterator<Optional<byte[]>> below = Rows.rows(base, table, unwritten).iterator();
        for (Key key : keys) {
            Write write = content.last.get(key);
            rows.add(write == null ? below.next() : Optional.ofNullable(write.value));
        }
        return rows;
    }

    @Nullable
    Entry ceiling(byte[] key) {
        Entry unwritten = unwritten(key);
        Map.Entry<byte[], Write> put = puts().ceilingEntry(key);
        if (put == null) {
            return unwritten;
        }
        boolean before = unwritten != null && Arrays.compareUnsigned(unwritten.key, put.getKey()) < 0;
        return before ? unwritten : put.getValue().entry();
    }

    private NavigableMap<byte[], Write> puts() {
        NavigableMap<byte[], Write> puts = content.puts;
        if (puts == null) {
            puts = new TreeMap<>(Arrays::compareUnsigned);
            for (Write write : content.last.values()) {
                order(puts, write);
            }
            content.puts = puts;
        }
        return puts;
    }

    private static void order(NavigableMap<byte[], Write> puts, Write write) {
        if (write.value == null) {
            puts.remove(write.key);
        } else {
            puts.put(write.key, write);
        }
    }

    /**
     * The first entry of the base at or after a key that has not been written here: one that was is among the puts, or is no
     * more. What was passed is remembered, so that taking the first entry of a queue again and again does not pass all those
     * taken before; that stays right, because what has been written stays written.
     */
    private @Nullable Entry unwritten(byte[] key) {
        List<Key> passed = new ArrayList<>();
        Entry entry = base.ceiling(table, key);
        while (entry != null && content.last.containsKey(new Key(entry.key))) {
            Key written = new Key(entry.key);
            passed.add(written);
            Optional<Entry> known = content.following.get(written);
            entry = known == null ? base.higher(table, written.bytes) : known.orElse(null);
        }
        if (!passed.isEmpty() && content.following.isEmpty()) {
            content.following = new LinkedHashMap<>();
        }
        for (Key written : passed) {
            content.following.put(written, Optional.ofNullable(entry));
        }
        return entry;
    }

    /** What was written, and what was learnt about it. */
    private static final class Content {
        private final Map<Key, Write> last = new LinkedHashMap<>();

        /** Of an ordered table: those of the last writes that put, by key; null until an order is asked for. */
        private @Nullable NavigableMap<byte[], Write> puts;

        /** Of an ordered table, for a written key: the first entry of the base after it that was not written when last looked for. */
        private Map<Key, Optional<Entry>> following = Map.of();
    }
}
