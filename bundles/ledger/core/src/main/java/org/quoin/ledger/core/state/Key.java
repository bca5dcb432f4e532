package org.quoin.ledger.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A key in a hash map or in an order. Its hash and its first bytes as a number are computed once, for it is looked up in one
 * view after another, and sorted. Comparable, so that keys chosen to collide cost a logarithm and no more.
 */
final class Key implements Comparable<Key> {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** 2^64 divided by the golden ratio: spreads neighbouring numbers (Knuth, The Art of Computer Programming, 6.4). */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    final byte[] bytes;

    /** The first eight bytes as one unsigned number, filled up with zeros. */
    final long head;

    private final int hash;

    /** @param bytes nobody writes to them while this is in use */
    Key(byte[] bytes) {
        this.bytes = bytes;
        head = head(bytes);
        hash = hash(bytes, head);
    }

    /** The first eight bytes as one unsigned number, filled up with zeros. */
    static long head(byte[] bytes) {
        if (bytes.length >= Long.BYTES) {
            return (long) WORDS.get(bytes, 0);
        }
        long head = 0;
        for (int i = 0; i < bytes.length; i++) {
            head |= (bytes[i] & 0xffL) << 56 - 8 * i;
        }
        return head;
    }

    /** Takes all bytes, some of the last word twice. */
    private static int hash(byte[] bytes, long head) {
        long hash = head * SPREAD;
        int last = bytes.length - Long.BYTES;
        for (int i = Long.BYTES; i < last; i += Long.BYTES) {
            hash = mixed(hash, (long) WORDS.get(bytes, i));
        }
        if (last > 0) {
            hash = mixed(hash, (long) WORDS.get(bytes, last));
        }
        return (int) (hash >>> Integer.SIZE);
    }

    static long mixed(long hash, long word) {
        return (hash ^ hash >>> Integer.SIZE ^ word) * SPREAD;
    }

    /** With bytes of its own. */
    Key copy() {
        return new Key(bytes.clone());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Key key && head == key.head && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** In the order of the bytes as unsigned numbers; what begins another comes before it. */
    @Override
    public int compareTo(Key other) {
        return head != other.head ? Long.compareUnsigned(head, other.head) : Arrays.compareUnsigned(bytes, other.bytes);
    }
}
