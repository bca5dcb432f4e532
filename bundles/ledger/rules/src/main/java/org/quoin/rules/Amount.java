package org.quoin.rules;

import java.util.Arrays;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * An exact quantity of some asset in its smallest unit, 0 to 2^128 − 1.
 *
 * @param high the upper 64 bits, unsigned
 * @param low the lower 64 bits, unsigned
 */
public record Amount(long high, long low) implements Comparable<Amount> {
    /** In bytes, on the wire and at the host. */
    public static final int SIZE = 16;

    public static final Amount ZERO = new Amount(0, 0);

    /** @param units 0 or more */
    public static Amount of(long units) {
        if (units < 0) {
            throw new ArithmeticException("an amount is not negative");
        }
        return new Amount(0, units);
    }

    /** @param bytes 16, big-endian */
    public static Amount of(byte[] bytes) {
        return read(new Reader(bytes));
    }

    static Amount read(Reader in) {
        byte[] bytes = in.fixed(SIZE);
        return new Amount(bits(bytes, 0), bits(bytes, Long.BYTES));
    }

    void write(Writer out) {
        out.fixed(toBytes(), SIZE);
    }

    /** 16 bytes, big-endian. */
    public byte[] toBytes() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[Long.BYTES + i] = (byte) (low >>> (56 - 8 * i));
        }
        return bytes;
    }

    public boolean isZero() {
        return (high | low) == 0;
    }

    /** @throws ArithmeticException if the sum is 2^128 or more */
    public Amount plus(Amount other) {
        long sumLow = low + other.low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = high + other.high + carry;
        boolean overflow =
                carry == 0 ? Long.compareUnsigned(sumHigh, high) < 0 : Long.compareUnsigned(sumHigh, high) <= 0;
        if (overflow) {
            throw new ArithmeticException("an amount is below 2^128");
        }
        return new Amount(sumHigh, sumLow);
    }

    /** @throws ArithmeticException if the other is more */
    public Amount minus(Amount other) {
        if (compareTo(other) < 0) {
            throw new ArithmeticException("an amount is not negative");
        }
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Amount(high - other.high - borrow, low - other.low);
    }

    @Override
    public int compareTo(Amount other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    private static long bits(byte[] bytes, int from) {
        long bits = 0;
        for (byte b : Arrays.copyOfRange(bytes, from, from + Long.BYTES)) {
            bits = (bits << 8) | (b & 0xff);
        }
        return bits;
    }
}
