package org.quoin.ledger.core.state;

import java.util.Arrays;

/** A key in a hash map; comparable, so that keys chosen to collide cost a logarithm and no more. */
final class Key implements Comparable<Key> {
    final byte[] bytes;

    Key(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }
}
