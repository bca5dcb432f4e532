package org.quoin.ledger.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which key and value have at most {@value #WIDTH} bytes, such as balances and nonces, in one array of numbers: there
 * are millions, and as objects they would keep the garbage collector busy and the processor waiting for memory.
 *
 * <p>It is a cache of four places for each hash: of the rows that share them, the one that came first goes when a fifth comes.
 */
final class ShortRows {
    /** In bytes, of a key or a value. */
    static final int WIDTH = 2 * Long.BYTES;

    /** Stands for a row that is not there. */
    static final byte[] ABSENT = new byte[0];

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Of the tables, which are numbered from 1: 0 is an empty place. */
    static final int MOST_TABLES = 0xffff;

    private static final int PLACES = 4;
    private static final int FEWEST_SETS = 1 << 8;

    /** The numbers of a row: which it is, its key, its value. */
    private static final int ROW = 5;

    private static final int KEY = 1;
    private static final int VALUE = 3;

    private static final int SET = PLACES * ROW;

    private final int mostSets;
    private long[] rows = new long[FEWEST_SETS * SET];
    private int mask = FEWEST_SETS - 1;
    private int taken;

    /** @param capacity in rows; it grows up to that as it is needed */
    ShortRows(int capacity) {
        mostSets = Math.max(FEWEST_SETS, Integer.highestOneBit(capacity / PLACES));
    }

    static boolean fits(Key key, byte @Nullable [] value) {
        return key.bytes.length <= WIDTH && (value == null || value.length <= WIDTH);
    }

    /** A copy of the value, {@link #ABSENT} if there is none, or null if it is not known. */
    byte @Nullable [] find(int table, Key key) {
        long head = key.head;
        long tail = word(key.bytes, Long.BYTES);
        int which = which(table, key);
        int at = set(which, head, tail);
        for (int end = at + SET; at < end; at += ROW) {
            if ((int) rows[at] == which && rows[at + KEY] == head && rows[at + KEY + 1] == tail) {
                return value(at);
            }
        }
        return null;
    }

    private byte[] value(int at) {
        int length = (int) (rows[at] >>> Integer.SIZE) - 1;
        if (length < 0) {
            return ABSENT;
        }
        byte[] value = new byte[length];
        write(value, 0, rows[at + VALUE]);
        write(value, Long.BYTES, rows[at + VALUE + 1]);
        return value;
    }

    void put(int table, Key key, byte @Nullable [] value) {
        if (taken > rows.length / ROW / 2 && mask + 1 < mostSets) {
            grow();
        }
        long head = key.head;
        long tail = word(key.bytes, Long.BYTES);
        int which = which(table, key);
        int at = place(which, head, tail);
        rows[at] = (value == null ? 0L : value.length + 1L) << Integer.SIZE | which;
        rows[at + KEY] = head;
        rows[at + KEY + 1] = tail;
        rows[at + VALUE] = value == null ? 0 : word(value, 0);
        rows[at + VALUE + 1] = value == null ? 0 : word(value, Long.BYTES);
    }

    /** Where the row is, or else the first place of its set, from which the others were moved on by one. */
    private int place(int which, long head, long tail) {
        int set = set(which, head, tail);
        for (int at = set; at < set + SET; at += ROW) {
            if ((int) rows[at] == which && rows[at + KEY] == head && rows[at + KEY + 1] == tail) {
                return at;
            }
        }
        taken += rows[set + SET - ROW] == 0 ? 1 : 0;
        System.arraycopy(rows, set, rows, set + ROW, SET - ROW);
        return set;
    }

    private void grow() {
        long[] before = rows;
        mask = 2 * mask + 1;
        rows = new long[2 * before.length];
        taken = 0;
        for (int set = 0; set < before.length; set += SET) {
            for (int at = set + SET - ROW; at >= set; at -= ROW) { // the oldest first
                if (before[at] != 0) {
                    System.arraycopy(
                            before, at, rows, place((int) before[at], before[at + KEY], before[at + KEY + 1]), ROW);
                }
            }
        }
    }

    /** Table and length of the key, in one number. */
    private static int which(int table, Key key) {
        return table << Byte.SIZE | key.bytes.length;
    }

    private int set(int which, long head, long tail) {
        long hash = Key.mixed(Key.mixed(which, head), tail);
        return (int) (hash >>> Integer.SIZE & mask) * SET;
    }

    /** Eight bytes as a number, filled up with zeros. */
    private static long word(byte[] bytes, int from) {
        if (bytes.length >= from + Long.BYTES) {
            return (long) WORDS.get(bytes, from);
        }
        return from >= bytes.length ? 0 : Key.head(from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static void write(byte[] bytes, int from, long word) {
        if (bytes.length >= from + Long.BYTES) {
            WORDS.set(bytes, from, word);
        } else {
            for (int i = from; i < bytes.length; i++) {
                bytes[i] = (byte) (word >>> 56 - 8 * (i - from));
            }
        }
    }
}
