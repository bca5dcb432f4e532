package org.quoin.ledger.api.description;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.codec.CodecException;

/**
 * The type of a field, with its bounds.
 *
 * @param bound the largest number, or the most bytes or elements; 0 where the kind has no bound to choose
 * @param minimum the fewest bytes; 0 for other kinds
 * @param assetField for an amount, the field of the same schema that names its asset
 * @param element for a list or an optional field, the type of what it holds
 * @param choices for a choice, the names that can be chosen; empty for other kinds
 */
public record FieldType(
        Kind kind,
        long bound,
        int minimum,
        @Nullable String assetField,
        @Nullable FieldType element,
        List<String> choices) {

    /** What a value is, the Java type that carries it in {@link Values}, and its wire form. */
    public enum Kind {
        /** The name of an account: {@code String}; text. */
        ACCOUNT(1),
        /** The symbol of an asset: {@code String}; text. */
        ASSET(2),
        /** An amount in the smallest unit: {@code BigInteger}; u128. */
        AMOUNT(3),
        /** A whole number: {@code Long}; u8, u16, u32 or u64, the smallest that holds the bound. */
        NUMBER(4),
        /** An instant from 1970 on in whole milliseconds, what is finer is cut off: {@code Instant}; u64. */
        TIME(5),
        /** A duration in whole milliseconds, what is finer is cut off: {@code Duration}; u64. */
        DURATION(6),
        /** Bytes: {@code Bytes}; bytes. */
        BYTES(7),
        /** A SHA-256 digest: {@code Hash}; 32 bytes. */
        HASH(8),
        /** A public key: {@code PublicKey}; bytes, the first of them the number of the scheme. */
        KEY(9),
        /** Any text: {@code String}; text. */
        TEXT(10),
        /** Yes or no: {@code Boolean}; flag. */
        FLAG(11),
        /** Several of one type: {@code List}; count, then the elements. */
        LIST(12),
        /** A value that may be absent from {@link Values}; flag, then the value if there is one. */
        OPTIONAL(13),
        /** One of a few names: {@code String}; u8, its place among them. */
        CHOICE(14);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** In an encoded description; it never changes its meaning. */
        int number() {
            return number;
        }

        static Kind ofNumber(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new CodecException("there is no kind " + number + " of fields");
        }
    }

    public FieldType {
        choices = List.copyOf(choices);
        if (choices.isEmpty() == (kind == Kind.CHOICE)
                || choices.size() > 255
                || choices.stream().distinct().count() < choices.size()) {
            throw new IllegalArgumentException("a choice is among 1 to 255 different names, not " + choices);
        }
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
        return new FieldType(Kind.AMOUNT, 0, 0, assetField, null, List.of());
    }

    /** @param max 0 or more */
    public static FieldType number(long max) {
        return new FieldType(Kind.NUMBER, max, 0, null, null, List.of());
    }

    public static FieldType time() {
        return simple(Kind.TIME);
    }

    public static FieldType duration() {
        return simple(Kind.DURATION);
    }

    public static FieldType bytes(int min, int max) {
        return new FieldType(Kind.BYTES, max, min, null, null, List.of());
    }

    public static FieldType hash() {
        return simple(Kind.HASH);
    }

    public static FieldType key() {
        return simple(Kind.KEY);
    }

    /** @param max in bytes of UTF-8 */
    public static FieldType text(int max) {
        return new FieldType(Kind.TEXT, max, 0, null, null, List.of());
    }

    public static FieldType flag() {
        return simple(Kind.FLAG);
    }

    public static FieldType listOf(FieldType element, int max) {
        return new FieldType(Kind.LIST, max, 0, null, element, List.of());
    }

    public static FieldType optional(FieldType element) {
        return new FieldType(Kind.OPTIONAL, 0, 0, null, element, List.of());
    }

    /** @param names 1 to 255 */
    public static FieldType choice(List<String> names) {
        return new FieldType(Kind.CHOICE, 0, 0, null, null, names);
    }

    private static FieldType simple(Kind kind) {
        return new FieldType(kind, 0, 0, null, null, List.of());
    }
}
