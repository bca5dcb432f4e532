package org.quoin.ledger.core.state;

/**
 * A named collection of entries with a Merkle root of its own.
 *
 * <p>Its kind and width are not hashed: whoever checks a proof knows them from the owner's description. Two tables in one
 * state must not share an id.
 */
public final class Table implements Comparable<Table> {
    public static final int MAX_ID = 65;
    public static final int MAX_KEY = 256;
    public static final int MAX_WIDTH = 64;

    /** How entries are found. There is no other iteration than that of an ordered table. */
    public enum Kind {
        /** By a key of 1 to {@value Table#MAX_KEY} bytes; spread evenly, so that nobody can shape the trie. */
        HASHED,
        /** By a key of fixed width; also the next one after any key. For queues and expiries. */
        ORDERED
    }

    private final String id;
    private final Kind kind;
    private final int keyWidth;

    /** Asked for with every read. */
    private final int hash;

    private Table(String id, Kind kind, int keyWidth) {
        if (id.isEmpty() || id.length() > MAX_ID || !id.chars().allMatch(Table::allowed)) {
            throw new IllegalArgumentException(
                    "A table id has 1 to " + MAX_ID + " characters of a-z 0-9 . - _, got '" + id + "'");
        }
        if (kind == Kind.ORDERED && (keyWidth < 1 || keyWidth > MAX_WIDTH)) {
            throw new IllegalArgumentException(
                    "The keys of table " + id + " have 1 to " + MAX_WIDTH + " bytes, not " + keyWidth);
        }
        this.id = id;
        this.kind = kind;
        this.keyWidth = keyWidth;
        hash = id.hashCode();
    }

    /** 1 to {@value #MAX_ID} characters of {@code a-z 0-9 . - _}, such as {@code ledger.balances}. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** Of an ordered table, 1 to {@value #MAX_WIDTH} bytes; of a hashed one, 0. */
    public int keyWidth() {
        return keyWidth;
    }

    public static Table hashed(String id) {
        return new Table(id, Kind.HASHED, 0);
    }

    public static Table ordered(String id, int keyWidth) {
        return new Table(id, Kind.ORDERED, keyWidth);
    }

    /** @param keyWidth 0 if hashed: kind and width in one number, as write sets encode them */
    static Table of(String id, int keyWidth) {
        return keyWidth == 0 ? hashed(id) : ordered(id, keyWidth);
    }

    /** By content; almost always asked of one and the same, and with every read. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Table table
                        && id.equals(table.id)
                        && kind == table.kind
                        && keyWidth == table.keyWidth;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return id + (kind == Kind.ORDERED ? " (" + keyWidth + " bytes)" : " (hashed)");
    }

    @Override
    public int compareTo(Table other) {
        if (this == other) {
            return 0;
        }
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : Integer.compare(keyWidth, other.keyWidth);
    }

    /** Of the paths in its trie, in bytes. */
    int pathWidth() {
        return kind == Kind.ORDERED ? keyWidth : Hasher.SIZE;
    }

    /** @throws IllegalArgumentException if the key cannot be one of this table */
    void requireKey(byte[] key) {
        if (kind == Kind.ORDERED ? key.length != keyWidth : key.length < 1 || key.length > MAX_KEY) {
            String expected = kind == Kind.ORDERED ? Integer.toString(keyWidth) : "1 to " + MAX_KEY;
            throw new IllegalArgumentException(
                    "A key of table " + id + " has " + expected + " bytes, got " + key.length);
        }
    }

    /** @throws IllegalArgumentException if the other is another table with the same id */
    void requireCompatible(Table other) {
        if (!equals(other) && id.equals(other.id)) {
            throw new IllegalArgumentException("Two tables share an id: " + this + " and " + other);
        }
    }

    /** @throws IllegalArgumentException if this table has no order */
    void requireOrdered() {
        if (kind != Kind.ORDERED) {
            throw new IllegalArgumentException("Table " + id + " is hashed: it has no order");
        }
    }

    private static boolean allowed(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }
}
