package org.quoin.ledger.core.state;

/** A path and its value, outside of a {@link Page}. */
final class Leaf {
    final byte[] path;
    final byte[] value;

    Leaf(byte[] path, byte[] value) {
        this.path = path;
        this.value = value;
    }
}
