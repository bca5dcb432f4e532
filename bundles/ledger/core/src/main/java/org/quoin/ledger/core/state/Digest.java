package org.quoin.ledger.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A SHA-256 hash as four numbers: what a node keeps of its children, without an array for each. */
record Digest(long a, long b, long c, long d) {
    /** Stands for the root of what is empty. */
    static final Digest ZERO = new Digest(0, 0, 0, 0);

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    static Digest of(byte[] hash) {
        return of(hash, 0);
    }

    static Digest of(byte[] bytes, int at) {
        return new Digest(word(bytes, at), word(bytes, at + 8), word(bytes, at + 16), word(bytes, at + 24));
    }

    private static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    void put(byte[] target, int at) {
        WORDS.set(target, at, a);
        WORDS.set(target, at + 8, b);
        WORDS.set(target, at + 16, c);
        WORDS.set(target, at + 24, d);
    }

    byte[] bytes() {
        byte[] bytes = new byte[Hasher.SIZE];
        put(bytes, 0);
        return bytes;
    }

    /** The bytes of both, one after the other. */
    byte[] and(Digest next) {
        byte[] bytes = new byte[2 * Hasher.SIZE];
        put(bytes, 0);
        next.put(bytes, Hasher.SIZE);
        return bytes;
    }
}
