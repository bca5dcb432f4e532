package org.quoin.ledger.core.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes of an {@link Overlay} that nobody writes any more, over the view below: what a block left before its roots are
 * known. Layers are stacked; once the lowest has become a {@link State}, those above go on over that by {@link #over}.
 *
 * <p>Reads remember what they passed: one thread at a time, for all layers with the same writes together.
 */
public final class Layer implements Rows {
    private final View base;
    private final Map<Table, Buffer> buffers;

    Layer(View base, Map<Table, Buffer> buffers) {
        this.base = base;
        this.buffers = buffers;
    }

    @Override
    public byte @Nullable [] row(Table table, Key key) {
        Buffer buffer = buffers.get(table);
        return buffer == null ? Rows.row(base, table, key) : buffer.row(key);
    }

    @Override
    public List<Optional<byte[]>> rows(Table table, List<Key> keys) {
        Buffer buffer = buffers.get(table);
        return buffer == null ? Rows.rows(base, table, keys) : buffer.rows(keys);
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        table.requireOrdered();
        table.requireKey(key);
        Buffer buffer = buffers.get(table);
        return buffer == null ? base.ceiling(table, key) : buffer.ceiling(key);
    }

    Collection<Buffer> buffers() {
        return buffers.values();
    }

    /** Each key's last write; may be asked for by any thread. */
    public WriteSet writes() {
        return WriteSet.of(buffers);
    }

    /**
     * The same writes over another view.
     *
     * @param view has the same content as the one below
     */
    public Layer over(View view) {
        Map<Table, Buffer> moved = new LinkedHashMap<>();
        for (Map.Entry<Table, Buffer> each : buffers.entrySet()) {
            moved.put(each.getKey(), each.getValue().over(view));
        }
        return new Layer(view, moved);
    }
}
