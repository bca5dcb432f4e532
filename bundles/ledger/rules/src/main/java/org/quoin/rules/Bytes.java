package org.quoin.rules;

import java.util.Arrays;

/** An immutable string of bytes, equal by content. */
public final class Bytes {
    private static final String DIGITS = "0123456789abcdef";

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    public int size() {
        return content.length;
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** Lowercase, without a prefix. */
    public String toHex() {
        char[] digits = new char[2 * content.length];
        for (int i = 0; i < content.length; i++) {
            digits[2 * i] = DIGITS.charAt((content[i] >> 4) & 0xf);
            digits[2 * i + 1] = DIGITS.charAt(content[i] & 0xf);
        }
        return new String(digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
