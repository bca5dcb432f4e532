package org.quoin.ledger.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Byte strings as unsigned numbers of fixed width, and as strings of bits: bit 0 is the most significant of byte 0. */
final class Keys {
    private Keys() {}

    /** The next key of the same width; null after the last one. */
    static byte @Nullable [] successor(byte[] key) {
        byte[] next = key.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (++next[i] != 0) {
                return next;
            }
        }
        return null;
    }

    static boolean bit(byte[] path, int index) {
        return (path[index >>> 3] << (index & 7) & 0x80) != 0;
    }

    /** The first bit in which two paths of one width differ; the number of their bits if they are equal. */
    static int difference(byte[] a, byte[] b) {
        int index = Arrays.mismatch(a, b);
        return index < 0 ? a.length * 8 : index * 8 + Integer.numberOfLeadingZeros((a[index] ^ b[index]) & 0xff) - 24;
    }
}
