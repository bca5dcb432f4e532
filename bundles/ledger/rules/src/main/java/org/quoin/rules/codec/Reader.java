package org.quoin.rules.codec;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link Writer} wrote, and nothing else: a length beyond its bound, a count in a longer form than needed, bad
 * UTF-8 or a missing or surplus byte throws {@link CodecException}. A length is checked against its bound and against the
 * bytes that are there before anything is allocated.
 */
public final class Reader {
    private final byte[] buffer;
    private int position;

    public Reader(byte[] bytes) {
        buffer = bytes;
    }

    public int u8() {
        return (int) number(1);
    }

    public int u16() {
        return (int) number(2);
    }

    public long u32() {
        return number(4);
    }

    public long u64() {
        long value = number(8);
        if (value < 0) {
            throw new CodecException("a number of 2^63 or more");
        }
        return value;
    }

    public BigInteger u128() {
        return new BigInteger(1, fixed(16));
    }

    public boolean flag() {
        int value = u8();
        if (value > 1) {
            throw new CodecException("a flag must be 0 or 1, got " + value);
        }
        return value == 1;
    }

    public byte[] fixed(int size) {
        require(size);
        position += size;
        return Arrays.copyOfRange(buffer, position - size, position);
    }

    public byte[] bytes(int max) {
        return fixed(count(max));
    }

    /** @param max in bytes of UTF-8 */
    public String text(int max) {
        byte[] utf8 = bytes(max);
        return isAscii(utf8) ? new String(utf8, StandardCharsets.ISO_8859_1) : decode(utf8);
    }

    private static boolean isAscii(byte[] utf8) {
        for (byte each : utf8) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) { // what is malformed was replaced
            throw new CodecException("text is not UTF-8");
        }
        return text;
    }

    public int count(int max) {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new CodecException("a count is not in its shortest form");
                }
                if (value > max) {
                    throw new CodecException("expected at most " + max + ", got " + value);
                }
                return (int) value;
            }
        }
        throw new CodecException("a count is longer than 5 bytes");
    }

    /** Requires that every byte has been read. */
    public void end() {
        if (position != buffer.length) {
            throw new CodecException((buffer.length - position) + " surplus bytes");
        }
    }

    private long number(int size) {
        require(size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << 8) | (buffer[position++] & 0xff);
        }
        return value;
    }

    private void require(int size) {
        if (buffer.length - position < size) {
            throw new CodecException((size - (buffer.length - position)) + " bytes are missing");
        }
    }
}
