package org.quoin.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        this(name, keyWidth, keys, rows, Optional.empty());
    }

    private OrderedTable(String name, int keyWidth, Codec<K> keys, Codec<V> rows, Optional<Former<K, ?, V>> former) {
        super(name, keys, rows, former);
        if (keyWidth < 1 || keyWidth > MAX_WIDTH) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_WIDTH + " bytes, not " + keyWidth);
        }
        this.keyWidth = keyWidth;
    }

    /** As {@link Table#following}, in the order of all keys. */
    public <F> OrderedTable<K, V> following(OrderedTable<K, F> table, Function<F, V> upgrade) {
        return after(new Former<>(table, upgrade, false), table.keyWidth);
    }

    /**
     * The same; and block by block the ledger brings the other rows over, too. No transaction waits for it, and none sees a
     * difference.
     */
    public <F> OrderedTable<K, V> replacing(OrderedTable<K, F> table, Function<F, V> upgrade) {
        return after(new Former<>(table, upgrade, true), table.keyWidth);
    }

    private OrderedTable<K, V> after(Former<K, ?, V> before, int width) {
        if (width != keyWidth) {
            throw new IllegalArgumentException("the keys of " + name() + " have another width than those before");
        }
        return new OrderedTable<>(name(), keyWidth, keys, rows, Optional.of(before));
    }

    @Override
    int rewrite(Execution execution, int most) {
        int done = 0;
        if (isRewritten()) {
            OrderedTable<K, ?> table = (OrderedTable<K, ?>) former.orElseThrow().table();
            Optional<byte[]> key = table.next(execution, new byte[keyWidth]);
            while (key.isPresent() && done < most) {
                put(execution, keys.decode(key.get()), row(execution, key.get()));
                done++;
                key = table.next(execution, key.get());
            }
        }
        return done;
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
        Optional<byte[]> here = Optional.ofNullable(reading.host.next(name(), from));
        if (former.isEmpty()) {
            return here;
        }
        Optional<byte[]> there = ((OrderedTable<K, ?>) former.get().table()).next(reading, from);
        return here.isEmpty() || there.isPresent() && Arrays.compareUnsigned(there.get(), here.get()) < 0
                ? there
                : here;
    }

    private V row(Reading reading, byte[] key) {
        return find(reading, keys.decode(key))
                .orElseThrow(() -> new IllegalStateException("a key of " + name() + " has no row"));
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
