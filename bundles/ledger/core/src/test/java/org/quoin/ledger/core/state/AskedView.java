package org.quoin.ledger.core.state;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state that writes down which rows it is asked for, by table and key. */
record AskedView(State state, List<String> asked) implements View {
    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        asked.add(table.id() + Arrays.toString(key));
        return state.get(table, key);
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        return state.ceiling(table, key);
    }
}
