package org.quoin.ledger.api.description;

import org.jspecify.annotations.Nullable;

/**
 * The type of a field, with its bounds.
 *
 * @param bound the largest number, or the most bytes or elements; 0 where the kind has no bound to choose
 * @param minimum the fewest bytes; 0 for other kinds
 * @param assetField for an amount, the field of the same schema that names its asset
 * @param element for a list or an optional field, the type of what it holds
 */
public record FieldType(
        Kind kind,
        long bound,
        int minimum,
        @Nullable String assetField,
        @Nullable FieldType element) {

    /** What a value is, the Java type that carries it in {@link Values}, and its wire form. */
    public enum Kind {
        /** The name of an account: {@code String}; text. */
        ACCOUNT,
        /** The symbol of an asset: {@code String}; text. */
        ASSET,
        /** An amount in the smallest unit: {@code BigInteger}; u128. */
        AMOUNT,
        /** A whole number: {@code Long}; u8, u16, u32 or u64, the smallest that holds the bound. */
        NUMBER,
        /** An instant from 1970 on in whole milliseconds, what is finer is cut off: {@code Instant}; u64. */
        TIME,
        /** A duration in whole milliseconds, what is finer is cut off: {@code Duration}; u64. */
        DURATION,
        /** Bytes: {@code Bytes}; bytes. */
        BYTES,
        /** A SHA-256 digest: {@code Hash}; 32 bytes. */
        HASH,
        /** A public key: {@code PublicKey}; bytes, the first of them the number of the scheme. */
        KEY,
        /** Any text: {@code String}; text. */
        TEXT,
        /** Yes or no: {@code Boolean}; flag. */
        FLAG,
        /** Several of one type: {@code List}; count, then the elements. */
        LIST,
        /** A value that may be absent from {@link Values}; flag, then the value if there is one. */
        OPTIONAL
    }

    public FieldType {
        long most = kind == Kind.NUMBER ? Long.MAX_VALUE : Integer.MAX_VALUE;
        if (bound < 0 || bound > most || minimum < 0 || minimum > bound) {
            throw new IllegalArgumentException("bounds are 0 to " + most + ", not " + minimum + " to " + bound);
        }
        if (element != null && element.kind() == Kind.OPTIONAL) {
            throw new IllegalArgumentException("what a list or an optional field holds is not optional itself");
        }
    }

    public static FieldType account() {
        return simple(Kind.ACCOUNT);
    }

    public static FieldType asset() {
        return simple(Kind.ASSET);
    }

    /** @param assetField the field of the same schema that names the asset */
    public static FieldType amountOf(String assetField) {
        return new FieldType(Kind.AMOUNT, 0, 0, assetField, null);
    }

    /** @param max 0 or more */
    public static FieldType number(long max) {
        return new FieldType(Kind.NUMBER, max, 0, null, null);
    }

    public static FieldType time() {
        return simple(Kind.TIME);
    }

    public static FieldType duration() {
        return simple(Kind.DURATION);
    }

    public static FieldType bytes(int min, int max) {
        return new FieldType(Kind.BYTES, max, min, null, null);
    }

    public static FieldType hash() {
        return simple(Kind.HASH);
    }

    public static FieldType key() {
        return simple(Kind.KEY);
    }

    /** @param max in bytes of UTF-8 */
    public static FieldType text(int max) {
        return new FieldType(Kind.TEXT, max, 0, null, null);
    }

    public static FieldType flag() {
        return simple(Kind.FLAG);
    }

    public static FieldType listOf(FieldType element, int max) {
        return new FieldType(Kind.LIST, max, 0, null, element);
    }

    public static FieldType optional(FieldType element) {
        return new FieldType(Kind.OPTIONAL, 0, 0, null, element);
    }

    private static FieldType simple(Kind kind) {
        return new FieldType(kind, 0, 0, null, null);
    }
}
