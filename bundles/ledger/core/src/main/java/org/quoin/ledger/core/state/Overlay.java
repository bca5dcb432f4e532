package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Buffered writes over a view, which it never changes: reads see the writes first, then the view. It ends in one place,
 * by {@link #commit} into the overlay below or by {@link #discard}; an overlay directly on a {@link State} is read out by
 * {@link #writes} instead.
 *
 * <p>Any use after its end, or after the overlay below was changed by another, throws {@link IllegalStateException}. One
 * thread at a time.
 */
public final class Overlay implements View {
    private final View base;
    private final @Nullable Overlay parent;
    private final int parentVersion;
    private final NavigableMap<Table, Buffer> buffers = new TreeMap<>();
    private int version;
    private boolean ended;

    public Overlay(View base) {
        this.base = base;
        parent = base instanceof Overlay overlay ? overlay : null;
        parentVersion = parent == null ? 0 : parent.version;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        requireUsable();
        table.requireKey(key);
        Buffer buffer = buffers.get(table);
        return buffer == null ? base.get(table, key) : buffer.get(key);
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        requireUsable();
        table.requireOrdered();
        table.requireKey(key);
        Buffer buffer = buffers.get(table);
        return buffer == null ? base.ceiling(table, key) : buffer.ceiling(key);
    }

    public void put(Table table, byte[] key, byte[] value) {
        write(Write.put(table, key, value));
    }

    public void remove(Table table, byte[] key) {
        write(Write.remove(table, key));
    }

    /** What was written since this overlay was made, each key's last write. */
    public WriteSet writes() {
        requireUsable();
        return WriteSet.of(list());
    }

    /** Hands all writes to the overlay below, and ends this one. */
    public void commit() {
        requireUsable();
        if (parent == null) {
            throw new IllegalStateException("No overlay lies below: apply writes() to the state");
        }
        list().forEach(parent::write);
        ended = true;
    }

    /** Forgets all writes, and ends this overlay. */
    public void discard() {
        requireUsable();
        ended = true;
    }

    private void write(Write write) {
        requireUsable();
        version++;
        buffers.computeIfAbsent(write.table(), Buffer::new).write(write.key, write.value);
    }

    private void requireUsable() {
        if (ended) {
            throw new IllegalStateException("This overlay was committed or discarded");
        }
        if (parent != null && parent.version != parentVersion) {
            throw new IllegalStateException("The overlay below was changed by another");
        }
    }

    private List<Write> list() {
        List<Write> writes = new ArrayList<>();
        buffers.values().forEach(buffer -> buffer.listTo(writes));
        return writes;
    }

    /** The writes to one table: a key is in at most one of the maps. */
    private final class Buffer {
        private final Table table;
        private final NavigableMap<byte[], byte[]> puts = new TreeMap<>(Arrays::compareUnsigned);
        private final NavigableMap<byte[], Removal> removals = new TreeMap<>(Arrays::compareUnsigned);

        private Buffer(Table table) {
            this.table = table;
        }

        private void write(byte[] key, byte @Nullable [] value) {
            if (value == null) {
                puts.remove(key);
                removals.putIfAbsent(key, new Removal(Keys.successor(key)));
            } else {
                removals.remove(key);
                puts.put(key, value);
            }
        }

        private byte @Nullable [] get(byte[] key) {
            byte[] value = puts.get(key);
            if (value != null) {
                return value.clone();
            }
            return removals.containsKey(key) ? null : base.get(table, key);
        }

        private @Nullable Entry ceiling(byte[] key) {
            Entry below = unremoved(key);
            Map.Entry<byte[], byte[]> above = puts.ceilingEntry(key);
            if (above == null || below != null && Arrays.compareUnsigned(below.key, above.getKey()) < 0) {
                return below;
            }
            return new Entry(above.getKey(), above.getValue());
        }

        /**
         * The first entry of the base at or after a key that is not removed here. Each removal passed remembers where this
         * ended, so that taking a queue's first entry again and again does not pass all those taken before.
         */
        private @Nullable Entry unremoved(byte[] key) {
            List<Removal> passed = new ArrayList<>();
            Entry entry = base.ceiling(table, key);
            Removal removal = entry == null ? null : removals.get(entry.key);
            while (removal != null) {
                passed.add(removal);
                entry = removal.resume == null ? null : base.ceiling(table, removal.resume);
                removal = entry == null ? null : removals.get(entry.key);
            }
            for (Removal each : passed) {
                each.resume = entry == null ? null : entry.key;
            }
            return entry;
        }

        private void listTo(List<Write> writes) {
            puts.forEach((key, value) -> writes.add(new Write(table, key, value)));
            removals.keySet().forEach(key -> writes.add(new Write(table, key, null)));
        }
    }

    /** All entries of the base after the removed one and before {@code resume} are removed or overwritten; null: to the end. */
    private static final class Removal {
        private byte @Nullable [] resume;

        private Removal(byte @Nullable [] resume) {
            this.resume = resume;
        }
    }
}
