package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows in the order of their keys' bytes: for queues, expiries and lists. There is no other iteration in rules.
 *
 * @param <K> every key encodes to the same number of bytes
 * @param <V> the row
 */
public final class OrderedTable<K, V> extends Table<K, V> {
    private static final int MAX_WIDTH = 64;

    private final int keyWidth;

    /** @param keyWidth in bytes, 1 to 64 */
    public OrderedTable(String name, int keyWidth, Codec<K> keys, Codec<V> rows) {
        super(name, keys, rows);
        if (keyWidth < 1 || keyWidth > MAX_WIDTH) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_WIDTH + " bytes, not " + keyWidth);
        }
        this.keyWidth = keyWidth;
    }

    /** The first key that is not below the given one. */
    public Optional<K> next(Reading reading, K from) {
        return next(reading, keys.encode(from)).map(keys::decode);
    }

    /**
     * One page of rows, as a {@link PagedQuery} answers with.
     *
     * @param from the first key of all that is listed
     * @param cursor where the page before ended
     */
    public Slice<V> slice(Reading reading, K from, Optional<Bytes> cursor, int limit) {
        List<V> rows = new ArrayList<>();
        Optional<byte[]> key = next(reading, start(reading, from, cursor));
        while (key.isPresent() && rows.size() < limit) {
            rows.add(row(reading, key.get()));
            key = successor(key.get()).flatMap(start -> next(reading, start));
        }
        return new Slice<>(rows, key.map(Bytes::of));
    }

    /** Some rows, and the key at which the next page starts; empty at the end. */
    public record Slice<V>(List<V> rows, Optional<Bytes> next) {
        public Slice {
            rows = List.copyOf(rows);
        }
    }

    @Override
    int keyWidth() {
        return keyWidth;
    }

    private byte[] start(Reading reading, K from, Optional<Bytes> cursor) {
        if (cursor.isEmpty()) {
            return keys.encode(from);
        }
        byte[] start = cursor.get().toArray();
        if (start.length != keyWidth) {
            throw reading.refuse(PagedQuery.INVALID_CURSOR);
        }
        return start;
    }

    private Optional<byte[]> next(Reading reading, byte[] from) {
        return Optional.ofNullable(reading.host.next(name(), from));
    }

    private V row(Reading reading, byte[] key) {
        byte[] row = reading.host.get(name(), key);
        if (row == null) {
            throw new IllegalStateException("a key of " + name() + " has no row");
        }
        return rows.decode(row);
    }

    private static Optional<byte[]> successor(byte[] key) {
        byte[] next = key.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (++next[i] != 0) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }
}
