package org.quoin.ledger.api.description;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** The wire form of each {@link FieldType.Kind}. */
final class FieldCodec {
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
            case AMOUNT -> out.u128(as(BigInteger.class, value));
            case NUMBER -> writeNumber(out, type.bound(), as(Long.class, value));
            case TIME -> out.u64(as(Instant.class, value).toEpochMilli());
            case DURATION -> out.u64(as(Duration.class, value).toMillis());
            case BYTES ->
                out.bytes(atLeast(type.minimum(), as(Bytes.class, value).toArray()), (int) type.bound());
            case HASH -> out.fixed(as(Hash.class, value).toArray(), Hash.SIZE);
            case KEY -> out.bytes(as(PublicKey.class, value).encode().toArray(), PublicKey.MAX_ENCODED);
            case TEXT -> out.text(as(String.class, value), (int) type.bound());
            case FLAG -> out.flag(as(Boolean.class, value));
            case LIST -> writeList(out, type, as(List.class, value));
            case CHOICE -> out.u8(place(type, as(String.class, value)));
            case OPTIONAL -> throw new IllegalStateException("written above");
        }
    }

    static @Nullable Object read(Reader in, FieldType type) {
        return switch (type.kind()) {
            case ACCOUNT -> named(Names::isAccount, in.text(Names.MAX));
            case ASSET -> named(Names::isAsset, in.text(Names.MAX));
            case AMOUNT -> in.u128();
            case NUMBER -> readNumber(in, type.bound());
            case TIME -> Instant.ofEpochMilli(in.u64());
            case DURATION -> Duration.ofMillis(in.u64());
            case BYTES -> Bytes.of(atLeast(type.minimum(), in.bytes((int) type.bound())));
            case HASH -> Hash.of(in.fixed(Hash.SIZE));
            case KEY -> readKey(in);
            case TEXT -> in.text((int) type.bound());
            case FLAG -> in.flag();
            case LIST -> readList(in, type);
            case CHOICE -> choice(type, in.u8());
            case OPTIONAL -> in.flag() ? read(in, element(type)) : null;
        };
    }

    private static void writeNumber(Writer out, long bound, long value) {
        if (value < 0 || value > bound) {
            throw new CodecException("expected 0 to " + bound + ", got " + value);
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

    private static PublicKey readKey(Reader in) {
        try {
            return PublicKey.decode(Bytes.of(in.bytes(PublicKey.MAX_ENCODED)));
        } catch (MalformedBytesException e) {
            throw new CodecException("the key: " + e.getMessage());
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

    private static int place(FieldType type, String choice) {
        int place = type.choices().indexOf(choice);
        if (place < 0) {
            throw new IllegalArgumentException("'" + choice + "' is not one of " + type.choices());
        }
        return place;
    }

    private static String choice(FieldType type, int place) {
        if (place >= type.choices().size()) {
            throw new CodecException("expected a choice among " + type.choices().size() + ", got " + place);
        }
        return type.choices().get(place);
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

    private static String named(Predicate<String> form, String name) {
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
