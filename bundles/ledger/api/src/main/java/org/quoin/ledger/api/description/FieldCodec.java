package org.quoin.ledger.api.description;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** The wire form of each {@link FieldType.Kind}. */
final class FieldCodec {
    private static final int AMOUNT_SIZE = 16;

    private FieldCodec() {}

    static void write(Writer out, FieldType type, @Nullable Object value) {
        if (type.kind() == FieldType.Kind.OPTIONAL) {
            out.flag(value != null);
            if (value != null) {
                write(out, element(type), value);
            }
            return;
        }
        if (value == null) {
            throw new IllegalArgumentException("no value is given");
        }
        switch (type.kind()) {
            case ACCOUNT -> out.text(Names.requireAccount(as(String.class, value)), Names.MAX);
            case ASSET -> out.text(Names.requireAsset(as(String.class, value)), Names.MAX);
            case AMOUNT -> out.fixed(amount(as(BigInteger.class, value)), AMOUNT_SIZE);
            case NUMBER -> writeNumber(out, type.bound(), as(Long.class, value));
            case TIME -> out.u64(as(Instant.class, value).toEpochMilli());
            case DURATION -> out.u64(as(Duration.class, value).toMillis());
            case BYTES ->
                out.bytes(atLeast(type.minimum(), as(Bytes.class, value).toArray()), (int) type.bound());
            case HASH -> out.fixed(as(Hash.class, value).toArray(), Hash.SIZE);
            case KEY -> writeKey(out, as(PublicKey.class, value));
            case TEXT -> out.text(as(String.class, value), (int) type.bound());
            case FLAG -> out.flag(as(Boolean.class, value));
            case LIST -> writeList(out, type, as(List.class, value));
            case OPTIONAL -> throw new IllegalStateException("written above");
        }
    }

    static @Nullable Object read(Reader in, FieldType type) {
        return switch (type.kind()) {
            case ACCOUNT -> named(Names::isAccount, in.text(Names.MAX));
            case ASSET -> named(Names::isAsset, in.text(Names.MAX));
            case AMOUNT -> new BigInteger(1, in.fixed(AMOUNT_SIZE));
            case NUMBER -> readNumber(in, type.bound());
            case TIME -> Instant.ofEpochMilli(in.u64());
            case DURATION -> Duration.ofMillis(in.u64());
            case BYTES -> Bytes.of(atLeast(type.minimum(), in.bytes((int) type.bound())));
            case HASH -> Hash.of(in.fixed(Hash.SIZE));
            case KEY -> readKey(in);
            case TEXT -> in.text((int) type.bound());
            case FLAG -> in.flag();
            case LIST -> readList(in, type);
            case OPTIONAL -> in.flag() ? read(in, element(type)) : null;
        };
    }

    private static byte[] amount(BigInteger units) {
        if (units.signum() < 0 || units.bitLength() > 8 * AMOUNT_SIZE) {
            throw new CodecException("an amount has 0 to 2^128 - 1 units, not " + units);
        }
        byte[] magnitude = units.toByteArray();
        byte[] fixed = new byte[AMOUNT_SIZE];
        int size = Math.min(magnitude.length, AMOUNT_SIZE);
        System.arraycopy(magnitude, magnitude.length - size, fixed, AMOUNT_SIZE - size, size);
        return fixed;
    }

    private static void writeNumber(Writer out, long bound, long value) {
        if (value > bound) {
            throw new CodecException("expected at most " + bound + ", got " + value);
        }
        if (bound <= 0xff) {
            out.u8((int) value);
        } else if (bound <= 0xffff) {
            out.u16((int) value);
        } else if (bound <= 0xffff_ffffL) {
            out.u32(value);
        } else {
            out.u64(value);
        }
    }

    private static long readNumber(Reader in, long bound) {
        long value = bound <= 0xff ? in.u8() : bound <= 0xffff ? in.u16() : bound <= 0xffff_ffffL ? in.u32() : in.u64();
        if (value > bound) {
            throw new CodecException("expected at most " + bound + ", got " + value);
        }
        return value;
    }

    private static void writeKey(Writer out, PublicKey key) {
        out.u8(key.scheme().number()).fixed(key.bytes().toArray(), key.scheme().keySize());
    }

    private static PublicKey readKey(Reader in) {
        try {
            PublicKey.Scheme scheme = PublicKey.Scheme.ofNumber(in.u8());
            return new PublicKey(scheme, Bytes.of(in.fixed(scheme.keySize())));
        } catch (IllegalArgumentException e) {
            throw new CodecException("not a key: " + e.getMessage());
        }
    }

    private static void writeList(Writer out, FieldType type, List<?> list) {
        out.count(list.size(), (int) type.bound());
        for (Object element : list) {
            write(out, element(type), element);
        }
    }

    private static List<Object> readList(Reader in, FieldType type) {
        int count = in.count((int) type.bound());
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(Objects.requireNonNull(read(in, element(type))));
        }
        return List.copyOf(list);
    }

    private static FieldType element(FieldType type) {
        return Objects.requireNonNull(type.element());
    }

    private static byte[] atLeast(int minimum, byte[] bytes) {
        if (bytes.length < minimum) {
            throw new CodecException("expected at least " + minimum + " bytes, got " + bytes.length);
        }
        return bytes;
    }

    private static String named(java.util.function.Predicate<String> form, String name) {
        if (!form.test(name)) {
            throw new CodecException("not a name");
        }
        return name;
    }

    private static <T> T as(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("expected a " + type.getSimpleName() + ", got a "
                    + value.getClass().getSimpleName());
        }
        return type.cast(value);
    }
}
