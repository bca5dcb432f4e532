package org.quoin.ledger.core.state;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A third implementation, one write at a time over strings of 0 and 1, with one of the mistakes that an implementation can
 * make, or with none.
 */
final class FlawedState implements Subject {
    enum Flaw {
        NONE,
        NODE_IS_HASHED_WITHOUT_ITS_BIT,
        LEAF_IS_HASHED_WITHOUT_ITS_DOMAIN,
        TABLE_IS_HASHED_WITHOUT_ITS_COUNT,
        EMPTY_TABLE_HAS_A_LEAF,
        REMOVAL_LEAVES_A_NODE_WITH_ONE_CHILD,
        LEAF_IS_TAKEN_WITHOUT_COMPARING_ITS_PATH,
        CEILING_PASSES_THE_KEY_ITSELF,
        OLD_VERSIONS_CHANGE
    }

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NOTHING = {};

    private final Flaw flaw;
    private final Map<Table, Node> tables;

    FlawedState(Flaw flaw) {
        this(flaw, new TreeMap<>());
    }

    private FlawedState(Flaw flaw, Map<Table, Node> tables) {
        this.flaw = flaw;
        this.tables = tables;
    }

    /**
     * A leaf if it has a value.
     *
     * @param bits those that lead here from the parent: the one that it decides by, and all up to the one to decide by here
     */
    private record Node(
            String bits,
            @Nullable Node zero,
            @Nullable Node one,
            @Nullable String value) {
        static Node leaf(String bits, String value) {
            return new Node(bits, null, null, value);
        }

        @Nullable
        Node child(char bit) {
            return bit == '0' ? zero : one;
        }

        Node with(char bit, @Nullable Node child) {
            return bit == '0' ? new Node(bits, child, one, null) : new Node(bits, zero, child, null);
        }

        Node withBits(String other) {
            return new Node(other, zero, one, value);
        }
    }

    @Override
    public Subject with(WriteSet writes) {
        Map<Table, Node> next = flaw == Flaw.OLD_VERSIONS_CHANGE ? tables : new TreeMap<>(tables);
        for (Write write : writes.writes()) {
            String path = path(write.table(), write.key());
            byte[] value = write.value();
            next.compute(
                    write.table(),
                    (table, node) -> value == null ? remove(node, path) : put(node, path, HEX.formatHex(value)));
        }
        return new FlawedState(flaw, next);
    }

    private static Node put(@Nullable Node node, String path, String value) {
        if (node == null || path.equals(node.bits)) {
            return Node.leaf(path, value);
        }
        int common = 0;
        while (common < node.bits.length() && node.bits.charAt(common) == path.charAt(common)) {
            common++;
        }
        char bit = path.charAt(common);
        String rest = path.substring(common);
        if (common == node.bits.length()) {
            return node.with(bit, put(node.child(bit), rest, value));
        }
        Node below = node.withBits(node.bits.substring(common));
        return new Node(node.bits.substring(0, common), below, below, null).with(bit, Node.leaf(rest, value));
    }

    private @Nullable Node remove(@Nullable Node node, String path) {
        if (node == null || !path.startsWith(node.bits)) {
            return node;
        }
        if (node.value != null) {
            return null;
        }
        char bit = path.charAt(node.bits.length());
        Node changed = node.with(bit, remove(node.child(bit), path.substring(node.bits.length())));
        Node only = changed.zero == null ? changed.one : changed.zero;
        if (only == null) {
            return null;
        }
        boolean both = changed.zero != null && changed.one != null;
        boolean stays = both || flaw == Flaw.REMOVAL_LEAVES_A_NODE_WITH_ONE_CHILD;
        return stays ? changed : only.withBits(node.bits + only.bits);
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        String rest = path(table, key);
        Node node = tables.get(table);
        boolean same = true;
        while (node != null) {
            same &= rest.startsWith(node.bits);
            rest = rest.substring(node.bits.length());
            if (node.value != null) {
                boolean found = same || flaw == Flaw.LEAF_IS_TAKEN_WITHOUT_COMPARING_ITS_PATH;
                return found ? HEX.parseHex(node.value) : null;
            }
            node = node.child(rest.charAt(0));
        }
        return null;
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        return ceiling(tables.get(table), "", path(table, key));
    }

    private @Nullable Entry ceiling(@Nullable Node node, String above, String path) {
        if (node == null) {
            return null;
        }
        String here = above + node.bits;
        if (node.value == null) {
            Entry entry = ceiling(node.zero, here, path);
            return entry != null ? entry : ceiling(node.one, here, path);
        }
        int order = here.compareTo(path);
        boolean found = flaw == Flaw.CEILING_PASSES_THE_KEY_ITSELF ? order > 0 : order >= 0;
        return found ? Entry.of(bytes(here), HEX.parseHex(node.value)) : null;
    }

    @Override
    public long count(Table table) {
        return count(tables.get(table));
    }

    private static long count(@Nullable Node node) {
        return node == null ? 0 : node.value != null ? 1 : count(node.zero) + count(node.one);
    }

    @Override
    public byte[] root() {
        Node top = null;
        for (Table table : Histories.TABLES) {
            Node node = tables.get(table);
            if (node != null || flaw == Flaw.EMPTY_TABLE_HAS_A_LEAF) {
                byte[] id = table.id().getBytes(StandardCharsets.US_ASCII);
                top = put(top, bits(Model.hash(id)), HEX.formatHex(hash(table, id, node)));
            }
        }
        return hash(top, "", false);
    }

    private byte[] hash(Table table, byte[] id, @Nullable Node node) {
        byte[] count = ByteBuffer.allocate(8).putLong(count(table)).array();
        return Model.hash(
                new byte[] {2, (byte) id.length},
                id,
                flaw == Flaw.TABLE_IS_HASHED_WITHOUT_ITS_COUNT ? NOTHING : count,
                hash(node, "", true));
    }

    private byte[] hash(@Nullable Node node, String above, boolean hashValue) {
        if (node == null) {
            return new byte[32];
        }
        String here = above + node.bits;
        if (node.value != null) {
            byte[] value = HEX.parseHex(node.value);
            byte[] domain = flaw == Flaw.LEAF_IS_HASHED_WITHOUT_ITS_DOMAIN ? NOTHING : new byte[1];
            return Model.hash(domain, bytes(here), hashValue ? Model.hash(value) : value);
        }
        byte[] bit = {(byte) (here.length() >> 8), (byte) here.length()};
        return Model.hash(
                new byte[] {1},
                flaw == Flaw.NODE_IS_HASHED_WITHOUT_ITS_BIT ? NOTHING : bit,
                hash(node.zero, here, hashValue),
                hash(node.one, here, hashValue));
    }

    private static String path(Table table, byte[] key) {
        return bits(table.kind() == Table.Kind.HASHED ? Model.hash(key) : key);
    }

    private static String bits(byte[] bytes) {
        String bits = new BigInteger(1, bytes).toString(2);
        return "0".repeat(bytes.length * 8 - bits.length()) + bits;
    }

    private static byte[] bytes(String bits) {
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        return bytes;
    }
}
