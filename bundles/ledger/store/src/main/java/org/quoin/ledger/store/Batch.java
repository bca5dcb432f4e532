package org.quoin.ledger.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that are applied together, in their order. */
public final class Batch {
    /** Takes the changes of a batch. */
    public interface Target {
        void put(byte[] key, byte[] value);

        void delete(byte[] key);
    }

    private static final class Change {
        private final byte[] key;
        private final byte @Nullable [] value;

        private Change(byte[] key, byte @Nullable [] value) {
            this.key = key;
            this.value = value;
        }
    }

    private final List<Change> changes = new ArrayList<>();
    private long size;

    public Batch put(byte[] key, byte[] value) {
        return add(key, value);
    }

    /** Removes the row at a key, if there is one. */
    public Batch delete(byte[] key) {
        return add(key, null);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Of its keys and values, in bytes. */
    public long size() {
        return size;
    }

    public void applyTo(Target target) {
        for (Change change : changes) {
            if (change.value == null) {
                target.delete(change.key);
            } else {
                target.put(change.key, change.value);
            }
        }
    }

    private Batch add(byte[] key, byte @Nullable [] value) {
        changes.add(new Change(key, value));
        size += key.length + (value == null ? 0 : value.length);
        return this;
    }
}
