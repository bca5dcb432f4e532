package org.quoin.ledger.core.state;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Trie.Edit;
import org.quoin.ledger.core.state.Trie.Leaf;

/**
 * One version of all tables. It never changes and any number of threads may read it; versions share what they have in
 * common, so keeping an old one costs what has changed since.
 */
public final class State implements View {
    private static final State EMPTY = new State(new TreeMap<>());

    private final SortedMap<String, Content> tables;

    private State(SortedMap<String, Content> tables) {
        this.tables = Collections.unmodifiableSortedMap(tables);
    }

    public static State empty() {
        return EMPTY;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        table.requireKey(key);
        Trie trie = trie(table);
        Leaf leaf = trie.get(new Hasher().path(table, key));
        return leaf == null ? null : leaf.value.clone();
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
        table.requireOrdered();
        table.requireKey(key);
        Leaf leaf = trie(table).ceiling(key);
        return leaf == null ? null : new Entry(leaf.path, leaf.value);
    }

    public long count(Table table) {
        return trie(table).size();
    }

    /**
     * The state after these writes. Its roots are known when this returns: each trie node that is new in it has been hashed
     * once, however many of the writes are below.
     */
    public State with(WriteSet writes) {
        Hasher hasher = new Hasher();
        SortedMap<String, Content> next = new TreeMap<>(tables);
        for (List<Write> group : writes.byTable()) {
            Table table = group.get(0).table();
            Trie before = trie(table);
            Trie after = before.with(edits(table, group, hasher), hasher);
            if (after.size() == 0) {
                next.remove(table.id());
            } else if (after != before) {
                next.put(table.id(), new Content(table, after, hasher));
            }
        }
        return new State(next);
    }

    private static List<Edit> edits(Table table, List<Write> writes, Hasher hasher) {
        return writes.stream()
                .map(write -> {
                    byte[] path = hasher.path(table, write.key);
                    return write.value == null ? Edit.remove(path) : Edit.put(Leaf.of(path, write.value, hasher));
                })
                .sorted()
                .toList();
    }

    /** The root over all tables, 32 bytes. */
    public byte[] root() {
        return root(table -> true);
    }

    /**
     * The root that this state would have if it held only some of its tables. A header has one root over all that rules can
     * see and another over the nonces, so that a rejected transaction, which only uses up a nonce, leaves the first as it
     * was.
     */
    public byte[] root(Predicate<Table> included) {
        return top(included).root().clone();
    }

    private Trie top(Predicate<Table> included) {
        List<Edit> leaves = tables.values().stream()
                .filter(content -> included.test(content.table))
                .map(content -> Edit.put(content.leaf))
                .sorted()
                .toList();
        return Trie.EMPTY.with(leaves, new Hasher());
    }

    /** The hash of one table, which a proof under {@link #root()} passes through; defined for an empty table too. */
    public byte[] tableRoot(Table table) {
        Trie trie = trie(table);
        return new Hasher().table(table, trie.size(), trie.root());
    }

    /**
     * The way to a key in its table's trie, which ends at another path if the key is absent; null if the table is empty. The
     * path of a key in a hashed table is its SHA-256.
     */
    public @Nullable Walk walk(Table table, byte[] key) {
        table.requireKey(key);
        return trie(table).walk(new Hasher().path(table, key));
    }

    /**
     * The way to a table in the trie of those tables that are included.
     *
     * @return null if none of them has an entry
     */
    public @Nullable Walk walk(Table table, Predicate<Table> included) {
        return top(included).walk(new Hasher().path(table));
    }

    private Trie trie(Table table) {
        Content content = tables.get(table.id());
        if (content == null) {
            return Trie.EMPTY;
        }
        content.table.requireCompatible(table);
        return content.trie;
    }

    /** A table that is not empty, and its leaf in the top trie. */
    private static final class Content {
        private final Table table;
        private final Trie trie;
        private final Leaf leaf;

        private Content(Table table, Trie trie, Hasher hasher) {
            this.table = table;
            this.trie = trie;
            this.leaf = Leaf.ofHash(hasher.path(table), hasher.table(table, trie.size(), trie.root()), hasher);
        }
    }
}
