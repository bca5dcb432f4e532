package org.quoin.ledger.core.state;

import java.nio.ByteBuffer;

/** A SHA-256 hash as four numbers: what a node keeps of its children, without an array for each. */
record Digest(long a, long b, long c, long d) {
    /** Stands for the root of what is empty. */
    static final Digest ZERO = new Digest(0, 0, 0, 0);

    static Digest of(byte[] hash) {
        ByteBuffer in = ByteBuffer.wrap(hash, 0, Hasher.SIZE);
        return new Digest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    void put(ByteBuffer out) {
        out.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(Hasher.SIZE);
        put(out);
        return out.array();
    }
}
