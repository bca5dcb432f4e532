package org.quoin.ledger.core.state;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is known in memory of a bucket in the store, compared by content. No other bucket ever has the same table, first path
 * and version.
 */
public final class Stub {
    private static final long MAX_VERSION = Long.MAX_VALUE >>> 7;

    final byte[] first;
    final Digest hash;
    private final Table table;
    private final int count;
    private final long version;

    Stub(Table table, byte[] first, int count, Digest hash, long version) {
        if (first.length != table.pathWidth()) {
            throw new IllegalArgumentException(
                    "A path of table " + table.id() + " has " + table.pathWidth() + " bytes, got " + first.length);
        }
        if (count < 1 || count > Bucket.MOST) {
            throw new IllegalArgumentException("A bucket has 1 to " + Bucket.MOST + " leaves, got " + count);
        }
        if (version < 0 || version > MAX_VERSION) {
            throw new IllegalArgumentException("A version is 0 to " + MAX_VERSION + ", got " + version);
        }
        this.table = table;
        this.first = first;
        this.count = count;
        this.hash = hash;
        this.version = version;
    }

    /**
     * @param first the least path in the bucket: 32 bytes for a hashed table, a key for an ordered one
     * @param count of leaves, 1 to 64
     * @param hash of the bucket's topmost node or only leaf, 32 bytes
     * @param version the height of the checkpoint that wrote it, below 2^56
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static Stub of(Table table, byte[] first, int count, byte[] hash, long version) {
        if (hash.length != Hasher.SIZE) {
            throw new IllegalArgumentException("A hash has " + Hasher.SIZE + " bytes, got " + hash.length);
        }
        return new Stub(table, first.clone(), count, Digest.of(hash), version);
    }

    public Table table() {
        return table;
    }

    public byte[] first() {
        return first.clone();
    }

    public int count() {
        return count;
    }

    public byte[] hash() {
        return hash.bytes();
    }

    public long version() {
        return version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stub stub
                && table.equals(stub.table)
                && Arrays.equals(first, stub.first)
                && count == stub.count
                && hash.equals(stub.hash)
                && version == stub.version;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * table.hashCode() + Arrays.hashCode(first)) + Long.hashCode(version);
    }

    @Override
    public String toString() {
        return "bucket " + HexFormat.of().formatHex(first) + " of table " + table.id() + ", version " + version;
    }
}
