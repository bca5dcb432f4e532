package org.quoin.rules.codec;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Appends values in their canonical form. A value outside the range of its primitive is a programming error of the caller
 * and throws {@link CodecException}: nothing is ever truncated or wrapped.
 */
public final class Writer {
    private byte[] buffer;
    private int length;

    public Writer() {
        this(256);
    }

    /** @param capacity the expected size in bytes; the writer grows beyond it as needed */
    public Writer(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    public Writer u8(int value) {
        return number(value, 1, 0xff);
    }

    public Writer u16(int value) {
        return number(value, 2, 0xffff);
    }

    public Writer u32(long value) {
        return number(value, 4, 0xffff_ffffL);
    }

    /** @param value from 0 to {@link Long#MAX_VALUE} */
    public Writer u64(long value) {
        return number(value, 8, Long.MAX_VALUE);
    }

    /** @param value from 0 to 2^128 − 1 */
    public Writer u128(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 128) {
            throw new CodecException("expected a number from 0 to 2^128 - 1");
        }
        long high = value.bitLength() < 64 ? 0 : value.shiftRight(64).longValue();
        return bigEndian(high, 8).bigEndian(value.longValue(), 8);
    }

    public Writer flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Writes exactly {@code size} bytes, with no length before them. */
    public Writer fixed(byte[] value, int size) {
        if (value.length != size) {
            throw new CodecException("expected " + size + " bytes, got " + value.length);
        }
        return raw(value);
    }

    public Writer bytes(byte[] value, int max) {
        return count(value.length, max).raw(value);
    }

    /** @param max in bytes of UTF-8 */
    public Writer text(String value, int max) {
        return isAscii(value) ? bytes(value.getBytes(StandardCharsets.ISO_8859_1), max) : utf8(value, max);
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private Writer utf8(String value, int max) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (!new String(utf8, StandardCharsets.UTF_8).equals(value)) { // what has no encoding was replaced
            throw new CodecException("text holds half of a surrogate pair");
        }
        return bytes(utf8, max);
    }

    /** Writes the number of elements that follow, or of bytes. */
    public Writer count(int value, int max) {
        if (value < 0 || value > max) {
            throw new CodecException("expected at most " + max + ", got " + value);
        }
        reserve(5);
        int rest = value;
        while (rest > 0x7f) {
            buffer[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    /** The number of bytes written so far. */
    public int size() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private Writer raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    private Writer number(long value, int size, long max) {
        if (value < 0 || value > max) {
            throw new CodecException("expected a number from 0 to " + max + ", got " + value);
        }
        return bigEndian(value, size);
    }

    private Writer bigEndian(long bits, int size) {
        reserve(size);
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (bits >>> shift);
        }
        return this;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, more), Math.multiplyExact(buffer.length, 2)));
        }
    }
}
