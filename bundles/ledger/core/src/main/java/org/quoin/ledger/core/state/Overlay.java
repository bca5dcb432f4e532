package org.quoin.ledger.core.state;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buffered writes over a view, which it never changes: reads see the writes first, then the view. It ends in one place,
 * by {@link #commit} into the overlay below or by {@link #discard}; the lowest overlay is read out by {@link #writes}, and
 * ends by {@link #seal}, instead.
 *
 * <p>Any use after its end, or after the overlay below was changed by another, throws {@link IllegalStateException}. One
 * thread at a time.
 */
public final class Overlay implements Rows, Changes {
    private final View base;
    private final @Nullable Overlay parent;
    private final int parentVersion;
    private final Map<Table, Buffer> buffers = new LinkedHashMap<>();
    private int version;
    private boolean ended;

    public Overlay(View base) {
        this.base = base;
        parent = base instanceof Overlay overlay ? overlay : null;
        parentVersion = parent == null ? 0 : parent.version;
    }

    @Override
    public byte @Nullable [] row(Table table, Key key) {
        requireUsable();
        Buffer buffer = buffers.get(table);
        return buffer == null ? Rows.row(base, table, key) : buffer.row(key);
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
        return WriteSet.of(buffers);
    }

    @Override
    public Collection<Write> to(Table table) {
        requireUsable();
        Buffer buffer = buffers.get(table);
        return buffer == null ? List.of() : Collections.unmodifiableCollection(buffer.writes());
    }

    /**
     * By how many bytes the content below grows with these writes: the keys and values of its rows; negative if it shrinks.
     *
     * @param row counted for each row beside its key and value
     */
    public long growth(int row) {
        requireUsable();
        long growth = 0;
        for (Map.Entry<Table, Buffer> buffer : buffers.entrySet()) {
            for (Write write : buffer.getValue().writes()) {
                byte[] old = Rows.row(base, buffer.getKey(), write.at);
                growth += size(write, write.value, row) - size(write, old, row);
            }
        }
        return growth;
    }

    private static long size(Write write, byte @Nullable [] value, int row) {
        return value == null ? 0 : (long) row + write.key.length + value.length;
    }

    /** Ends this overlay, and leaves its writes to be read. */
    public Layer seal() {
        requireUsable();
        if (parent != null) {
            throw new IllegalStateException("An overlay lies below, which may change: commit to it");
        }
        ended = true;
        return new Layer(base, buffers);
    }

    /** Hands all writes to the overlay below, and ends this one. */
    public void commit() {
        requireUsable();
        if (parent == null) {
            throw new IllegalStateException("No overlay lies below: apply writes() to the state");
        }
        buffers.values().forEach(buffer -> buffer.writes().forEach(parent::write));
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
        Buffer buffer = buffers.get(write.table());
        if (buffer == null) {
            buffer = new Buffer(base, write.table());
            buffers.put(write.table(), buffer);
        }
        buffer.write(write);
    }

    private void requireUsable() {
        if (ended) {
            throw new IllegalStateException("This overlay was committed, discarded or sealed");
        }
        if (parent != null && parent.version != parentVersion) {
            throw new IllegalStateException("The overlay below was changed by another");
        }
    }
}
