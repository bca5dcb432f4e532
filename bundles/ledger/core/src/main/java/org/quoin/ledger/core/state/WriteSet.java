package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * Writes that are applied together, in the order of table id and key, at most one for each key. Some may change nothing:
 * the removal of an absent key, a value put over itself.
 *
 * <p>One set has one encoding, in the primitives of the codec:
 *
 * <pre>
 * set    count of tables, then each of them, ascending by id
 * table  text id · u8 key width, 0 if hashed · count of writes, at least 1, then each of them, ascending by key
 * write  key (bytes if hashed, fixed if ordered) · flag put · if put, bytes value
 * </pre>
 */
public final class WriteSet {
    private static final WriteSet EMPTY = new WriteSet(List.of());
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final List<Write> writes;

    private WriteSet(List<Write> sorted) {
        writes = sorted;
    }

    public static WriteSet empty() {
        return EMPTY;
    }

    /** @throws IllegalArgumentException if two writes are to one key, or two tables share an id */
    public static WriteSet of(Collection<Write> writes) {
        Write[] sorted = writes.toArray(Write[]::new);
        Arrays.sort(sorted);
        return ofSorted(List.of(sorted));
    }

    /**
     * The writes to each table.
     *
     * @throws IllegalArgumentException if two tables share an id
     */
    static WriteSet of(Map<Table, Buffer> buffers) {
        List<Write> writes = new ArrayList<>();
        for (Buffer buffer : new TreeMap<>(buffers).values()) {
            Write[] sorted = buffer.writes().toArray(Write[]::new);
            RadixSort.sort(sorted);
            writes.addAll(Arrays.asList(sorted));
        }
        return ofSorted(Collections.unmodifiableList(writes));
    }

    private static WriteSet ofSorted(List<Write> writes) {
        for (int i = 1; i < writes.size(); i++) {
            Write before = writes.get(i - 1);
            Write write = writes.get(i);
            if (before.compareTo(write) >= 0) {
                throw new IllegalArgumentException(
                        "Expected one write for each key, ascending, got " + before + ", then " + write);
            }
            before.table().requireCompatible(write.table());
        }
        return new WriteSet(writes);
    }

    public boolean isEmpty() {
        return writes.isEmpty();
    }

    public List<Write> writes() {
        return writes;
    }

    /** The same, one list for each table. */
    List<List<Write>> byTable() {
        List<List<Write>> groups = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= writes.size(); to++) {
            if (to == writes.size()
                    || !writes.get(to).table().equals(writes.get(from).table())) {
                groups.add(writes.subList(from, to));
                from = to;
            }
        }
        return groups;
    }

    public byte[] encode() {
        List<List<Write>> groups = byTable();
        Writer out = new Writer().count(groups.size(), UNBOUNDED);
        for (List<Write> group : groups) {
            Table table = group.get(0).table();
            out.text(table.id(), Table.MAX_ID).u8(table.keyWidth()).count(group.size(), UNBOUNDED);
            group.forEach(write -> write.encode(out));
        }
        return out.toBytes();
    }

    /** @throws CodecException if no write set has this encoding */
    public static WriteSet decode(byte[] bytes) {
        try {
            return decode(new Reader(bytes));
        } catch (IllegalArgumentException e) {
            throw new CodecException("not a write set: " + e.getMessage());
        }
    }

    private static WriteSet decode(Reader in) {
        List<Write> writes = new ArrayList<>();
        int tables = in.count(UNBOUNDED);
        for (int i = 0; i < tables; i++) {
            Table table = Table.of(in.text(Table.MAX_ID), in.u8());
            for (int left = in.count(UNBOUNDED); left > 0; left--) {
                writes.add(Write.decode(table, in));
            }
        }
        in.end();
        WriteSet set = ofSorted(List.copyOf(writes));
        if (set.byTable().size() != tables) {
            throw new CodecException("a table of a write set occurs twice, or has no write");
        }
        return set;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WriteSet set && writes.equals(set.writes);
    }

    @Override
    public int hashCode() {
        return writes.hashCode();
    }

    @Override
    public String toString() {
        return writes.toString();
    }
}
