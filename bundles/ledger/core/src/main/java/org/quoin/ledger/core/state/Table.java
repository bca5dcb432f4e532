package org.quoin.ledger.core.state;

/**
 * A named collection of entries with a Merkle root of its own.
 *
 * <p>Its kind and width are not hashed: whoever checks a proof knows them from the owner's description. Two tables in one
 * state must not share an id.
 *
 * @param id 1 to {@value #MAX_ID} characters of {@code a-z 0-9 . - _}, such as {@code ledger.balances}
 * @param keyWidth of an ordered table, 1 to {@value #MAX_WIDTH} bytes; of a hashed one, 0
 */
public record Table(String id, Kind kind, int keyWidth) implements Comparable<Table> {
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

    public Table {
        if (id.isEmpty() || id.length() > MAX_ID || !id.chars().allMatch(Table::allowed)) {
            throw new IllegalArgumentException(
                    "A table id has 1 to " + MAX_ID + " characters of a-z 0-9 . - _, got '" + id + "'");
        }
        if (kind == Kind.ORDERED ? keyWidth < 1 || keyWidth > MAX_WIDTH : keyWidth != 0) {
            throw new IllegalArgumentException("Table " + id + " cannot be " + kind + " with key width " + keyWidth);
        }
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

    @Override
    public int compareTo(Table other) {
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
        if (id.equals(other.id) && !equals(other)) {
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
