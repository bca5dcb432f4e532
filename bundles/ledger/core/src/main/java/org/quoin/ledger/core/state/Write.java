package org.quoin.ledger.core.state;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** One entry put or removed, compared by content; ordered by table, then key. */
public final class Write implements Comparable<Write> {
    final byte[] key;
    final byte @Nullable [] value;

    /** The key again, as maps hold it. */
    final Key at;

    private final Table table;

    /** @param value null removes */
    Write(Table table, byte[] key, byte @Nullable [] value) {
        table.requireKey(key);
        this.table = table;
        this.key = key;
        this.value = value;
        this.at = new Key(key);
    }

    public static Write put(Table table, byte[] key, byte[] value) {
        return new Write(table, key.clone(), value.clone());
    }

    public static Write remove(Table table, byte[] key) {
        return new Write(table, key.clone(), null);
    }

    public Table table() {
        return table;
    }

    public byte[] key() {
        return key.clone();
    }

    /** The value put; null if the entry is removed. */
    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }

    /** What a write that puts leaves in its table. */
    Entry entry() {
        return new Entry(key, Objects.requireNonNull(value));
    }

    void encode(Writer out) {
        if (table.kind() == Table.Kind.ORDERED) {
            out.fixed(key, table.keyWidth());
        } else {
            out.bytes(key, Table.MAX_KEY);
        }
        out.flag(value != null);
        if (value != null) {
            out.bytes(value, Integer.MAX_VALUE);
        }
    }

    static Write decode(Table table, Reader in) {
        byte[] key = table.kind() == Table.Kind.ORDERED ? in.fixed(table.keyWidth()) : in.bytes(Table.MAX_KEY);
        return new Write(table, key, in.flag() ? in.bytes(Integer.MAX_VALUE) : null);
    }

    @Override
    public int compareTo(Write other) {
        int byTable = table.compareTo(other.table);
        return byTable != 0 ? byTable : at.compareTo(other.at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Write write
                && table.equals(write.table)
                && at.equals(write.at)
                && Arrays.equals(value, write.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * table.hashCode() + at.hashCode()) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return table.id() + "/" + hex.formatHex(key) + (value == null ? " removed" : "=" + hex.formatHex(value));
    }
}
