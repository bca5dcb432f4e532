package org.quoin.ledger.core.state;

import java.util.Arrays;

/**
 * Sorts the writes to one table by key, in time that grows with their number alone: a pass for each of the first eight bytes
 * of a key in which any two differ, the last byte first (Knuth, The Art of Computer Programming, 5.2.5). Those with the same
 * eight bytes are then compared.
 */
final class RadixSort {
    /** Fewer are faster compared. */
    private static final int LEAST = 64;

    private static final int DIGITS = 256;

    private RadixSort() {}

    static void sort(Write[] writes) {
        if (writes.length < LEAST) {
            Arrays.sort(writes);
            return;
        }
        long differing = 0;
        for (Write write : writes) {
            differing |= write.at.head ^ writes[0].at.head;
        }
        Write[] from = writes;
        Write[] to = new Write[writes.length];
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            if ((differing >>> shift & DIGITS - 1) != 0) {
                distribute(from, to, shift);
                Write[] filled = to;
                to = from;
                from = filled;
            }
        }
        if (from != writes) {
            System.arraycopy(from, 0, writes, 0, writes.length);
        }
        sortTheRest(writes);
    }

    /** Keeps the order of those with the same digit. */
    private static void distribute(Write[] from, Write[] to, int shift) {
        int[] next = new int[DIGITS + 1];
        for (Write write : from) {
            next[digit(write, shift) + 1]++;
        }
        for (int digit = 1; digit < DIGITS; digit++) {
            next[digit] += next[digit - 1];
        }
        for (Write write : from) {
            to[next[digit(write, shift)]++] = write;
        }
    }

    private static int digit(Write write, int shift) {
        return (int) (write.at.head >>> shift) & DIGITS - 1;
    }

    private static void sortTheRest(Write[] writes) {
        int from = 0;
        for (int to = 1; to <= writes.length; to++) {
            if (to == writes.length || writes[to].at.head != writes[from].at.head) {
                if (to - from > 1) {
                    Arrays.sort(writes, from, to);
                }
                from = to;
            }
        }
    }
}
