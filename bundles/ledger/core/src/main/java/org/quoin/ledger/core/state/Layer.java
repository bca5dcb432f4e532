package org.quoin.ledger.core.state;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The writes of an {@link Overlay} that nobody writes any more, over the view below: what a block left before its roots are
 * known. Layers are stacked; once the lowest has become a {@link State}, those above go on over that by {@link #over}.
 *
 * <p>Reads remember what they passed: one thread at a time, for all layers with the same writes together.
 */
public final class Layer implements View {
    private final View base;
    private final NavigableMap<Table, Buffer> buffers;

    Layer(View base, NavigableMap<Table, Buffer> buffers) {
        this.base = base;
        this.buffers = buffers;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        table.requireKey(key);
        Buffer buffer = buffers.get(table);
        return buffer == null ? base.get(table, key) : buffer.get(key);
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        table.requireOrdered();
        table.requireKey(key);
        Buffer buffer = buffers.get(table);
        return buffer == null ? base.ceiling(table, key) : buffer.ceiling(key);
    }

    /** Each key's last write; may be asked for by any thread. */
    public WriteSet writes() {
        return WriteSet.of(buffers.values().stream()
                .flatMap(buffer -> buffer.writes().stream())
                .toList());
    }

    /**
     * The same writes over another view.
     *
     * @param view has the same content as the one below
     */
    public Layer over(View view) {
        NavigableMap<Table, Buffer> moved = new TreeMap<>();
        for (Map.Entry<Table, Buffer> each : buffers.entrySet()) {
            moved.put(each.getKey(), each.getValue().over(view));
        }
        return new Layer(view, moved);
    }
}
