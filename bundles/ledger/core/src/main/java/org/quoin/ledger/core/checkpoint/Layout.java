package org.quoin.ledger.core.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.state.Stub;
import org.quoin.ledger.core.state.Table;

/** The keys and values of the package description. */
final class Layout {
    static final int VERSION = 1;
    static final byte[] IDENTITY = {'i'};
    static final byte[] CHECKPOINTS = {'c'};
    static final byte[] STUBS = {'s'};
    static final byte[] BUCKETS = {'b'};
    static final byte[] GONE = {'g'};
    static final byte[] RECEIPTS = {'r'};
    static final byte[] EVENTS = {'e'};
    static final byte[] POSITIONS = {'p'};

    /** Of a stub that no checkpoint has superseded. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int ID_PREFIX = 16;

    private Layout() {}

    static byte[] key(byte[] kind, long number) {
        return ByteBuffer.allocate(kind.length + Long.BYTES)
                .put(kind)
                .putLong(number)
                .array();
    }

    static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    static byte[] u64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static byte[] identity(Hash chainId) {
        return ByteBuffer.allocate(Integer.BYTES + Hash.SIZE)
                .putInt(VERSION)
                .put(chainId.toArray())
                .array();
    }

    static byte[] receipt(Hash transaction) {
        return join(RECEIPTS, Arrays.copyOf(transaction.toArray(), ID_PREFIX));
    }

    static byte[] place(long height, int index) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(height)
                .putInt(index)
                .array();
    }

    static byte[] stub(Stub stub) {
        return join(STUBS, name(stub));
    }

    static byte[] bucket(Stub stub) {
        return join(BUCKETS, name(stub));
    }

    static byte[] gone(long superseded, Stub stub) {
        return join(key(GONE, superseded), name(stub));
    }

    /** The names of the stub and of the bucket that a row of kind {@link #GONE} speaks of. */
    static byte[] renamed(byte[] kind, byte[] gone) {
        return join(kind, Arrays.copyOfRange(gone, 1 + Long.BYTES, gone.length));
    }

    static byte[] value(Stub stub, long superseded) {
        return ByteBuffer.allocate(1 + Hash.SIZE + Long.BYTES)
                .put((byte) stub.count())
                .put(stub.hash())
                .putLong(superseded)
                .array();
    }

    static long superseded(byte[] value) {
        return ByteBuffer.wrap(value).getLong(1 + Hash.SIZE);
    }

    /** The height of the checkpoint that wrote the bucket of this name. */
    static long version(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** @throws IllegalArgumentException if no stub is written like this */
    static Stub stub(byte[] key, byte[] value) {
        int end = 1;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        if (key.length < end + 2 + Long.BYTES || value.length != 1 + Hash.SIZE + Long.BYTES) {
            throw new IllegalArgumentException("a stub has " + key.length + " and " + value.length + " bytes");
        }
        String id = new String(key, 1, end - 1, StandardCharsets.US_ASCII);
        int width = key[end + 1] & 0xff;
        Table table = width == 0 ? Table.hashed(id) : Table.ordered(id, width);
        byte[] first = Arrays.copyOfRange(key, end + 2, key.length - Long.BYTES);
        return Stub.of(table, first, value[0] & 0xff, Arrays.copyOfRange(value, 1, 1 + Hash.SIZE), version(key));
    }

    private static byte[] name(Stub stub) {
        byte[] id = stub.table().id().getBytes(StandardCharsets.US_ASCII);
        byte[] first = stub.first();
        return ByteBuffer.allocate(id.length + 2 + first.length + Long.BYTES)
                .put(id)
                .put((byte) 0)
                .put((byte) stub.table().keyWidth())
                .put(first)
                .putLong(stub.version())
                .array();
    }

    private static byte[] join(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
