package org.quoin.ledger.core.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Walk;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.rules.codec.Writer;

/**
 * What some walks show of a state, and nothing else: a step that reads only what is declared has the same outcome on it, and the
 * roots that the state would have afterwards are known. Whoever has it from another compares {@link #roots()} with those of a
 * header before use.
 *
 * <p>A read that is not declared throws {@link UndeclaredReadError}, even where the walks happen to show the answer. Immutable.
 */
public final class WitnessView implements View {
    private static final byte[] TABLE = {2};

    /** Of each table that is declared, whether it has entries or not. */
    private final SortedMap<Table, Part> parts;

    private final PartialTrie tables;
    private final Hash nonces;

    /** @param count how many entries the table has */
    private record Part(PartialTrie trie, long count, SortedSet<byte[]> declared) {}

    /** The two roots of a header. */
    public record Roots(Hash state, Hash nonces) {}

    private WitnessView(SortedMap<Table, Part> parts, PartialTrie tables, Hash nonces) {
        this.parts = parts;
        this.tables = tables;
        this.nonces = nonces;
    }

    static WitnessView of(State state, SortedMap<Table, SortedSet<byte[]>> keys) {
        SortedMap<Table, Part> parts = new TreeMap<>(Comparator.comparing(Table::id));
        PartialTrie tables = PartialTrie.hidden(Hash.of(state.root(Chain::isUnderStateRoot)));
        for (Map.Entry<Table, SortedSet<byte[]>> touched : keys.entrySet()) {
            Table table = touched.getKey();
            PartialTrie trie = PartialTrie.hidden(Hash.ZERO);
            SortedSet<byte[]> declared = new TreeSet<>(Arrays::compareUnsigned);
            for (byte[] key : touched.getValue()) {
                Walk walk = state.walk(table, key);
                trie = trie.shownByRow(walk);
                declared.add(key);
            }
            parts.put(table, new Part(trie, state.count(table), declared));
            if (Chain.isUnderStateRoot(table)) {
                tables = tables.shownByTable(state.walk(table, Chain::isUnderStateRoot));
            }
        }
        return new WitnessView(parts, tables, Hash.of(state.tableRoot(CoreTables.NONCES)));
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return declared(table, key).trie().get(path(table, key));
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        if (table.kind() != Table.Kind.ORDERED) {
            throw new IllegalArgumentException("Table " + table.id() + " is hashed: it has no order");
        }
        try {
            PartialTrie.Found found = declared(table, key).trie().ceiling(key);
            return found == null
                    ? null
                    : Entry.of(found.path().toArray(), found.value().toArray());
        } catch (PartialTrie.HiddenException e) {
            throw new UndeclaredReadError(table, "what follows a key");
        }
    }

    private Part declared(Table table, byte[] key) {
        Part part = parts.get(table);
        if (part == null || !part.declared().contains(key)) {
            throw new UndeclaredReadError(table, "a key");
        }
        return part;
    }

    /** The roots of the state that this is a part of. */
    public Roots roots() {
        return rootsAfter(WriteSet.empty());
    }

    /**
     * The roots of the state after these writes, as if all of it were here.
     *
     * @throws UndeclaredReadError if a key is written that is not declared
     */
    public Roots rootsAfter(WriteSet writes) {
        SortedMap<Table, Part> after = new TreeMap<>(parts);
        for (boolean puts : new boolean[] {true, false}) {
            for (Write write : writes.writes()) {
                byte[] value = write.value();
                if (puts == (value != null)) {
                    Table table = write.table();
                    byte[] path = path(table, write.key());
                    boolean was = declared(table, write.key()).trie().get(path) != null;
                    after.computeIfPresent(table, (same, part) -> written(part, path, value, was));
                }
            }
        }
        PartialTrie top = tables;
        for (boolean puts : new boolean[] {true, false}) {
            for (Map.Entry<Table, Part> each : after.entrySet()) {
                Table table = each.getKey();
                Part part = each.getValue();
                byte[] path = Hash.sha256(table.id().getBytes(US_ASCII)).toArray();
                if (Chain.isUnderStateRoot(table) && puts && part.count() > 0) {
                    top = top.withTable(path, hash(table, part));
                } else if (Chain.isUnderStateRoot(table) && !puts && part.count() == 0 && hasEntries(table)) {
                    top = top.without(path);
                }
            }
        }
        Part nonce = after.get(CoreTables.NONCES);
        return new Roots(top.root(), nonce == null ? nonces : hash(CoreTables.NONCES, nonce));
    }

    private boolean hasEntries(Table table) {
        Part part = parts.get(table);
        return part != null && part.count() > 0;
    }

    private static Part written(Part part, byte[] path, byte @Nullable [] value, boolean was) {
        if (value != null) {
            return new Part(part.trie().withRow(path, value), part.count() + (was ? 0 : 1), part.declared());
        }
        return was ? new Part(part.trie().without(path), part.count() - 1, part.declared()) : part;
    }

    private static byte[] path(Table table, byte[] key) {
        return table.kind() == Table.Kind.HASHED ? Hash.sha256(key).toArray() : key;
    }

    private static Hash hash(Table table, Part part) {
        byte[] id = table.id().getBytes(US_ASCII);
        byte[] named = new Writer(80)
                .u8(id.length)
                .fixed(id, id.length)
                .u64(part.count())
                .toBytes();
        return Hash.sha256(TABLE, named, part.trie().root().toArray());
    }
}
