package org.quoin.ledger.core.proof;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;

/** Shows a state, and remembers the keys of what it has shown. One thread at a time. */
public final class Recorder implements View {
    private final State state;
    private final SortedMap<Table, SortedSet<byte[]>> touched = new TreeMap<>(Comparator.comparing(Table::id));

    public Recorder(State state) {
        this.state = state;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        byte[] value = state.get(table, key);
        touch(table, key);
        return value;
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        Entry entry = state.ceiling(table, key);
        touch(table, key);
        if (entry != null) {
            touch(table, entry.key());
        }
        return entry;
    }

    private void touch(Table table, byte[] key) {
        touched.computeIfAbsent(table, none -> new TreeSet<>(Arrays::compareUnsigned))
                .add(key.clone());
    }

    /**
     * All that it takes to repeat what was read, and to know the roots after these writes.
     *
     * @param writes of the step that read
     */
    public WitnessView witness(WriteSet writes) {
        for (Write write : writes.writes()) {
            touch(write.table(), write.key());
        }
        return WitnessView.of(state, touched);
    }
}
