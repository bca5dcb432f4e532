package org.quoin.ledger.core.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * One version of all tables. It never changes and any number of threads may read it; versions share what they have in
 * common, so keeping an old one costs what has changed since.
 */
public final class State implements Rows {
    private static final State EMPTY = new State(new TreeMap<>());

    private final SortedMap<String, Content> tables;

    private State(SortedMap<String, Content> tables) {
        this.tables = Collections.unmodifiableSortedMap(tables);
    }

    public static State empty() {
        return EMPTY;
    }

    @Override
    public byte @Nullable [] row(Table table, Key key) {
        return trie(table).get(path(table, key.bytes));
    }

    @Override
    public List<Optional<byte[]>> rows(Table table, List<Key> keys) {
        Hasher hasher = new Hasher();
        byte[][] paths = new byte[keys.size()][];
        Arrays.setAll(paths, i -> hasher.path(table, keys.get(i).bytes));
        return Search.values(trie(table).open(), paths);
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

    private static Edit[] edits(Table table, List<Write> writes, Hasher hasher) {
        Edit[] edits = new Edit[writes.size()];
        for (int i = 0; i < edits.length; i++) {
            Write write = writes.get(i);
            edits[i] = new Edit(hasher.path(table, write.key), write.value);
        }
        Arrays.sort(edits);
        return edits;
    }

    private static byte[] path(Table table, byte[] key) {
        return table.kind() == Table.Kind.HASHED ? new Hasher().path(table, key) : key;
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
        return top(included).hash().bytes();
    }

    private Trie top(Predicate<Table> included) {
        Forest forest = new Forest(new Hasher());
        tables.values().stream()
                .filter(content -> included.test(content.table))
                .sorted(Comparator.comparing(content -> content.top.first(), Arrays::compareUnsigned))
                .forEach(content -> forest.add(content.top, content.hash));
        return forest.trie();
    }

    /** The hash of one table, which a proof under {@link #root()} passes through; defined for an empty table too. */
    public byte[] tableRoot(Table table) {
        Trie trie = trie(table);
        return new Hasher().table(table, trie.size(), trie.hash());
    }

    /**
     * The way to a key in its table's trie, which ends at another path if the key is absent; null if the table is empty. The
     * path of a key in a hashed table is its SHA-256.
     */
    public @Nullable Walk walk(Table table, byte[] key) {
        table.requireKey(key);
        return trie(table).walk(path(table, key));
    }

    /**
     * The way to a table in the trie of those tables that are included.
     *
     * @return null if none of them has an entry
     */
    public @Nullable Walk walk(Table table, Predicate<Table> included) {
        return top(included).walk(new Hasher().path(table));
    }

    /**
     * A version of which only the stubs are read: what they stand for is loaded when it is first needed. The caller compares
     * {@link #root()} with the one it expects; if it is the same, each bucket is that of the state with this root, or reading
     * it throws {@link UnreadableStateError}.
     *
     * @param stubs ascending by table id, then first path
     * @throws IllegalArgumentException if they do not ascend, or two tables share an id
     */
    public static State restore(Iterable<Stub> stubs, BucketCache cache) {
        Hasher hasher = new Hasher();
        SortedMap<String, Content> tables = new TreeMap<>();
        Bucket.Home home = null;
        Forest forest = new Forest(hasher);
        for (Stub stub : stubs) {
            Table table = stub.table();
            if (home == null || !home.table().equals(table)) {
                if (home != null) {
                    requireAscending(home.table(), table);
                    tables.put(home.table().id(), new Content(home.table(), forest.trie(), hasher));
                }
                home = new Bucket.Home(table, cache);
                forest = new Forest(hasher);
            }
            forest.add(new Bucket(home, stub.first, stub.count(), stub.version()), stub.hash);
        }
        if (home != null) {
            tables.put(home.table().id(), new Content(home.table(), forest.trie(), hasher));
        }
        return new State(tables);
    }

    private static void requireAscending(Table table, Table next) {
        table.requireCompatible(next);
        if (table.compareTo(next) >= 0) {
            throw new IllegalArgumentException("Expected tables in ascending order, got " + table + ", then " + next);
        }
    }

    /**
     * What has to be written so that a store that has one version has another; it takes time in proportion to what differs.
     * It reads what is needed of buckets that are changed in part.
     *
     * @param stored the version that is in the store, as {@link #restore} or {@link Difference#stored()} gave it;
     *     {@link #empty()} for an empty store
     * @param version of the buckets that are added: greater than that of any before, such as the height of the newer version
     * @param cache takes the content of the added buckets
     * @throws UnreadableStateError if a part of the newer version cannot be read
     */
    public static Difference difference(State stored, State newer, long version, BucketCache cache) {
        return Difference.of(stored, newer, version, cache);
    }

    /**
     * The same content, with stubs in place of all that is also in the stored version; so memory holds what has changed
     * since, and no bucket that the stored version does not have. It takes time in proportion to what differs.
     *
     * @param stored as {@link Difference#stored()} gave it, when it has been written
     * @throws UnreadableStateError if a part of this version that is not in the stored one cannot be read
     */
    public State relieved(State stored) {
        return stored.merge(this, table -> new Merge() {
            @Override
            void superseded(Bucket bucket, Digest hash) {
                // still part of the stored version
            }

            @Override
            Node added(Subtree content, Digest hash) {
                return content;
            }
        });
    }

    /**
     * What of this version is held in memory because it is in no bucket of a store: estimated from above, in bytes of the
     * heap. It grows with writes; {@link #relieved} lowers it.
     */
    public long unstored() {
        return tables.values().stream()
                .mapToLong(content -> content.trie.unstored())
                .sum();
    }

    /** What {@link #unstored} keeps count of, counted anew. */
    long weigh() {
        return tables.values().stream()
                .mapToLong(content -> Weight.of(Objects.requireNonNull(content.trie.node())))
                .sum();
    }

    /** This is the stored version. */
    State merge(State newer, Function<Table, Merge> merges) {
        if (unstored() != 0) {
            throw new IllegalArgumentException("Expected a version that is in the store, got one of which " + unstored()
                    + " bytes are in memory alone");
        }
        Hasher hasher = new Hasher();
        SortedSet<Table> all = new TreeSet<>();
        tables.values().forEach(content -> all.add(content.table));
        newer.tables.values().forEach(content -> all.add(content.table));
        SortedMap<String, Content> merged = new TreeMap<>();
        for (Table table : all) {
            Trie trie = merges.apply(table).apply(trieOf(table), newer.trieOf(table));
            if (trie.size() > 0) {
                merged.put(table.id(), new Content(table, trie, hasher));
            }
        }
        return new State(merged);
    }

    /** Empty too if the id belongs to another table now. */
    private Trie trieOf(Table table) {
        Content content = tables.get(table.id());
        return content != null && content.table.equals(table) ? content.trie : Trie.EMPTY;
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
        private final Page top;
        private final Digest hash;

        private Content(Table table, Trie trie, Hasher hasher) {
            this.table = table;
            this.trie = trie;
            byte[] path = hasher.path(table);
            byte[] value = hasher.table(table, trie.size(), trie.hash());
            this.hash = hasher.leaf(path, value);
            this.top = Page.of(path, value, hash);
        }
    }
}
