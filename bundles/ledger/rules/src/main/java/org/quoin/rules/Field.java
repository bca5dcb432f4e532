package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * A named, typed, bounded place in a {@link Schema}. One declaration gives the description that the ledger encodes and decodes
 * by, and the reading and writing here: the two cannot part. As a codec it is the key or the row of a {@link Table}.
 *
 * @param <T> what carries the value
 */
public final class Field<T> implements Codec<T> {
    /** In bytes of UTF-8, of a field's name and of the name of an account or an asset. */
    static final int MAX_NAME = 32;

    private static final int HASH_SIZE = 32;
    private static final int MAX_KEY = 66;
    private static final int MAX_CHOICES = 255;

    /** How a value is described and how it crosses. */
    private interface Type<T> {
        void describe(Writer out);

        T read(Reader in);

        void write(Writer out, T value);
    }

    private final String name;
    private final Type<T> type;

    private Field(String name, Type<T> type) {
        this.name = name;
        this.type = type;
    }

    /** The name of an account. */
    public static Field<String> account(String name) {
        return new Field<>(name, new TextType(1, MAX_NAME, false));
    }

    /** The symbol of an asset. */
    public static Field<String> asset(String name) {
        return new Field<>(name, new TextType(2, MAX_NAME, false));
    }

    /** @param asset the field of the same schema that names the asset */
    public static Field<Amount> amount(String name, Field<String> asset) {
        return new Field<>(name, new AmountType(asset.name));
    }

    /** @param max 0 or more: it decides how many bytes the number takes */
    public static Field<Long> number(String name, long max) {
        return new Field<>(name, new NumberType(4, max, true));
    }

    /** Milliseconds since 1970. */
    public static Field<Long> time(String name) {
        return new Field<>(name, new NumberType(5, Long.MAX_VALUE, false));
    }

    /** Milliseconds. */
    public static Field<Long> duration(String name) {
        return new Field<>(name, new NumberType(6, Long.MAX_VALUE, false));
    }

    public static Field<Bytes> bytes(String name, int min, int max) {
        return new Field<>(name, new BytesType(min, max));
    }

    /** A SHA-256 digest. */
    public static Field<Bytes> hash(String name) {
        return new Field<>(
                name,
                new PlainType<>(
                        8, in -> Bytes.of(in.fixed(HASH_SIZE)), (out, hash) -> out.fixed(hash.toArray(), HASH_SIZE)));
    }

    /** A public key: the number of its scheme in one byte, then the key. */
    public static Field<Bytes> key(String name) {
        return new Field<>(
                name,
                new PlainType<>(9, in -> Bytes.of(in.bytes(MAX_KEY)), (out, key) -> out.bytes(key.toArray(), MAX_KEY)));
    }

    /** @param max in bytes of UTF-8 */
    public static Field<String> text(String name, int max) {
        return new Field<>(name, new TextType(10, max, true));
    }

    public static Field<Boolean> flag(String name) {
        return new Field<>(name, new PlainType<>(11, Reader::flag, Writer::flag));
    }

    /** A list of what another field holds. */
    public static <T> Field<List<T>> list(String name, Field<T> element, int max) {
        return new Field<>(name, new ListType<>(element.type, max));
    }

    /** What another field holds, or nothing. */
    public static <T> Field<Optional<T>> optional(Field<T> field) {
        return new Field<>(field.name, new OptionalType<>(field.type));
    }

    /** One of a few names. */
    public static Field<String> choice(String name, String... names) {
        return new Field<>(name, new ChoiceType(List.of(names)));
    }

    public String name() {
        return name;
    }

    /** A value for this field. */
    public Values.Entry<T> is(T value) {
        return new Values.Entry<>(this, value);
    }

    void describe(Writer out) {
        out.text(name, MAX_NAME);
        type.describe(out);
    }

    @Override
    public T read(Reader in) {
        return type.read(in);
    }

    @Override
    public void write(Writer out, T value) {
        type.write(out, value);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A type without bounds of its own. */
    private record PlainType<T>(int kind, Function<Reader, T> reader, BiConsumer<Writer, T> writer) implements Type<T> {
        @Override
        public void describe(Writer out) {
            out.u8(kind);
        }

        @Override
        public T read(Reader in) {
            return reader.apply(in);
        }

        @Override
        public void write(Writer out, T value) {
            writer.accept(out, value);
        }
    }

    private record TextType(int kind, int max, boolean bounded) implements Type<String> {
        @Override
        public void describe(Writer out) {
            out.u8(kind);
            if (bounded) {
                out.u32(max);
            }
        }

        @Override
        public String read(Reader in) {
            return in.text(max);
        }

        @Override
        public void write(Writer out, String value) {
            out.text(value, max);
        }
    }

    private record AmountType(String asset) implements Type<Amount> {
        @Override
        public void describe(Writer out) {
            out.u8(3).text(asset, MAX_NAME);
        }

        @Override
        public Amount read(Reader in) {
            return Amount.read(in);
        }

        @Override
        public void write(Writer out, Amount value) {
            value.write(out);
        }
    }

    private record NumberType(int kind, long max, boolean bounded) implements Type<Long> {
        @Override
        public void describe(Writer out) {
            out.u8(kind);
            if (bounded) {
                out.u64(max);
            }
        }

        @Override
        public Long read(Reader in) {
            long value = switch (size()) {
                case 1 -> in.u8();
                case 2 -> in.u16();
                case 4 -> in.u32();
                default -> in.u64();
            };
            return within(value);
        }

        @Override
        public void write(Writer out, Long value) {
            long number = within(value);
            switch (size()) {
                case 1 -> out.u8((int) number);
                case 2 -> out.u16((int) number);
                case 4 -> out.u32(number);
                default -> out.u64(number);
            }
        }

        private int size() {
            return max <= 0xff ? 1 : max <= 0xffff ? 2 : max <= 0xffff_ffffL ? 4 : 8;
        }

        private long within(long value) {
            if (value < 0 || value > max) {
                throw new CodecException("expected 0 to " + max + ", got " + value);
            }
            return value;
        }
    }

    private record BytesType(int min, int max) implements Type<Bytes> {
        @Override
        public void describe(Writer out) {
            out.u8(7).u32(min).u32(max);
        }

        @Override
        public Bytes read(Reader in) {
            return atLeast(Bytes.of(in.bytes(max)));
        }

        @Override
        public void write(Writer out, Bytes value) {
            out.bytes(atLeast(value).toArray(), max);
        }

        private Bytes atLeast(Bytes value) {
            if (value.size() < min) {
                throw new CodecException("expected at least " + min + " bytes, got " + value.size());
            }
            return value;
        }
    }

    private record ListType<T>(Type<T> element, int max) implements Type<List<T>> {
        @Override
        public void describe(Writer out) {
            out.u8(12).u32(max);
            element.describe(out);
        }

        @Override
        public List<T> read(Reader in) {
            int count = in.count(max);
            List<T> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(element.read(in));
            }
            return List.copyOf(list);
        }

        @Override
        public void write(Writer out, List<T> value) {
            out.count(value.size(), max);
            value.forEach(each -> element.write(out, each));
        }
    }

    private record OptionalType<T>(Type<T> element) implements Type<Optional<T>> {
        @Override
        public void describe(Writer out) {
            out.u8(13);
            element.describe(out);
        }

        @Override
        public Optional<T> read(Reader in) {
            return in.flag() ? Optional.of(element.read(in)) : Optional.empty();
        }

        @Override
        public void write(Writer out, Optional<T> value) {
            out.flag(value.isPresent());
            value.ifPresent(present -> element.write(out, present));
        }
    }

    private record ChoiceType(List<String> names) implements Type<String> {
        @Override
        public void describe(Writer out) {
            out.u8(14).count(names.size(), MAX_CHOICES);
            names.forEach(choice -> out.text(choice, MAX_NAME));
        }

        @Override
        public String read(Reader in) {
            int place = in.u8();
            if (place >= names.size()) {
                throw new CodecException("expected a choice below " + names.size() + ", got " + place);
            }
            return names.get(place);
        }

        @Override
        public void write(Writer out, String value) {
            for (int place = 0; place < names.size(); place++) {
                if (names.get(place).equals(value)) {
                    out.u8(place);
                    return;
                }
            }
            throw new CodecException("'" + value + "' is not one of the " + names.size() + " choices");
        }
    }
}
