package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Seeded writes over a few tables of each kind, with keys that come again, lie close together and share long prefixes. */
final class Histories {
    static final Table BALANCES = Table.hashed("ledger.balances");
    static final Table NAMES = Table.hashed("ledger.names");
    static final Table QUEUE = Table.ordered("ledger.queue", 2);
    static final Table NONCES = Table.ordered("ledger.nonces", 9);
    static final Table WIDE = Table.ordered("test.wide", 64);
    static final List<Table> TABLES = List.of(BALANCES, NAMES, QUEUE, NONCES, WIDE);

    private final SplittableRandom random;

    Histories(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Between 1 and {@code most} writes. At times they are mostly removals, so that tables become empty again. */
    WriteSet writes(int most) {
        int removals = random.nextInt(8) == 0 ? 95 : 35;
        Map<String, Write> writes = new TreeMap<>();
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            Write write = write(removals);
            writes.put(Write.remove(write.table(), write.key()).toString(), write);
        }
        return WriteSet.of(shuffled(writes.values()));
    }

    Write write(int percentRemovals) {
        Table table = table();
        return random.nextInt(100) < percentRemovals
                ? Write.remove(table, key(table))
                : Write.put(table, key(table), value());
    }

    Table table() {
        return TABLES.get(random.nextInt(TABLES.size()));
    }

    byte[] key(Table table) {
        return table.kind() == Table.Kind.HASHED ? hashedKey() : orderedKey(table.keyWidth());
    }

    byte[] value() {
        byte[] value = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(40)];
        random.nextBytes(value);
        return value;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> List<T> shuffled(Collection<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T item = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, item);
        }
        return shuffled;
    }

    private byte[] hashedKey() {
        byte[] key = new byte[random.nextInt(50) == 0 ? 256 : 1];
        key[0] = (byte) random.nextInt(256);
        return key;
    }

    /** One bit set or none, or all but one: neighbours that agree in all bits before the last. */
    private byte[] orderedKey(int width) {
        byte[] key = new byte[width];
        int bit = random.nextInt(width * 8 + 1);
        if (bit < width * 8) {
            key[bit / 8] = (byte) (1 << bit % 8);
        }
        if (random.nextBoolean()) {
            for (int i = 0; i < width; i++) {
                key[i] = (byte) ~key[i];
            }
        }
        return key;
    }
}
