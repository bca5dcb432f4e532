package org.quoin.ledger.core.state;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The same promises, kept in the plainest way: sorted maps, and a root computed from the whole content each time. It shares
 * no code with the state: paths are big numbers here, split where their highest bits differ.
 */
final class Model {
    private final Map<Table, NavigableMap<byte[], byte[]>> tables = new TreeMap<>();

    Model() {}

    Model(Model other) {
        other.tables.forEach((table, content) -> tables.put(table, new TreeMap<>(content)));
    }

    void apply(WriteSet writes) {
        for (Write write : writes.writes()) {
            Map<byte[], byte[]> content = content(write.table());
            byte[] value = write.value();
            if (value == null) {
                content.remove(write.key());
            } else {
                content.put(write.key(), value);
            }
        }
    }

    byte @Nullable [] get(Table table, byte[] key) {
        return content(table).get(key);
    }

    @Nullable
    Entry ceiling(Table table, byte[] key) {
        Map.Entry<byte[], byte[]> entry = content(table).ceilingEntry(key);
        return entry == null ? null : Entry.of(entry.getKey(), entry.getValue());
    }

    long count(Table table) {
        return content(table).size();
    }

    List<byte[]> keys(Table table) {
        return List.copyOf(content(table).keySet());
    }

    byte[] root() {
        return root(table -> true);
    }

    byte[] root(Predicate<Table> included) {
        Map<BigInteger, byte[]> leaves = new TreeMap<>();
        tables.forEach((table, content) -> {
            if (included.test(table) && !content.isEmpty()) {
                leaves.put(number(hash(id(table))), hash(table, content));
            }
        });
        return root(leaves, 32, node -> {});
    }

    /** The root of a table's trie, without its count. */
    byte[] rootOf(Table table) {
        return root(leaves(table, content(table)), width(table), node -> {});
    }

    /** The hash of every node, not leaf, that lies between a table's leaves and its root. */
    List<String> nodes(Table table) {
        List<String> nodes = new ArrayList<>();
        root(
                leaves(table, content(table)),
                width(table),
                hash -> nodes.add(number(hash).toString(16)));
        return nodes;
    }

    private NavigableMap<byte[], byte[]> content(Table table) {
        return tables.computeIfAbsent(table, any -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private static byte[] hash(Table table, Map<byte[], byte[]> content) {
        byte[] count =
                BigInteger.TWO.pow(64).add(BigInteger.valueOf(content.size())).toByteArray();
        return hash(
                new byte[] {2, (byte) table.id().length()},
                id(table),
                Arrays.copyOfRange(count, 1, 9),
                root(leaves(table, content), width(table), node -> {}));
    }

    private static Map<BigInteger, byte[]> leaves(Table table, Map<byte[], byte[]> content) {
        Map<BigInteger, byte[]> leaves = new TreeMap<>();
        content.forEach((key, value) -> leaves.put(number(table.keyWidth() == 0 ? hash(key) : key), hash(value)));
        return leaves;
    }

    private static byte[] root(Map<BigInteger, byte[]> leaves, int width, Consumer<byte[]> nodes) {
        return leaves.isEmpty() ? new byte[32] : root(List.copyOf(leaves.entrySet()), 0, leaves.size(), width, nodes);
    }

    private static byte[] root(
            List<Map.Entry<BigInteger, byte[]>> leaves, int from, int to, int width, Consumer<byte[]> nodes) {
        BigInteger least = leaves.get(from).getKey();
        BigInteger greatest = leaves.get(to - 1).getKey();
        if (least.equals(greatest)) {
            return hash(new byte[1], bytes(least, width), leaves.get(from).getValue());
        }
        int fromTheEnd = least.xor(greatest).bitLength() - 1;
        int right = from;
        while (!leaves.get(right).getKey().testBit(fromTheEnd)) {
            right++;
        }
        int bit = width * 8 - 1 - fromTheEnd;
        byte[] hash = hash(
                new byte[] {1, (byte) (bit / 256), (byte) bit},
                root(leaves, from, right, width, nodes),
                root(leaves, right, to, width, nodes));
        nodes.accept(hash);
        return hash;
    }

    private static int width(Table table) {
        return table.keyWidth() == 0 ? 32 : table.keyWidth();
    }

    private static byte[] id(Table table) {
        return table.id().getBytes(StandardCharsets.US_ASCII);
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] bytes(BigInteger number, int width) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[width];
        int size = Math.min(width, signed.length);
        System.arraycopy(signed, signed.length - size, bytes, width - size, size);
        return bytes;
    }

    static byte[] hash(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(joined.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
