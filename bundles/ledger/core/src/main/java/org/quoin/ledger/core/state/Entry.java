package org.quoin.ledger.core.state;

import java.util.Arrays;
import java.util.HexFormat;

/** A key of an ordered table and its value, compared by content. */
public final class Entry {
    final byte[] key;
    private final byte[] value;

    Entry(byte[] key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    /** For other implementations of {@link View}. */
    public static Entry of(byte[] key, byte[] value) {
        return new Entry(key.clone(), value.clone());
    }

    public byte[] key() {
        return key.clone();
    }

    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && Arrays.equals(key, entry.key) && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
    }
}
