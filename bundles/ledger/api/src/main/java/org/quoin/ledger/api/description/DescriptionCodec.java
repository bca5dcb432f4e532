package org.quoin.ledger.api.description;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.FieldType.Kind;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** The bytes of a description, as the package {@code org.quoin.rules} documents them. */
final class DescriptionCodec {
    private static final int FORMAT = 1;
    private static final int MAX_ENTRIES = 256;
    private static final int MAX_FIELDS = 64;
    private static final int MAX_CHOICES = 255;
    private static final int MAX_NAME = Operation.MAX_NAME;
    private static final int MAX_CODE = 64;
    private static final int MAX_MESSAGE = 1_024;
    private static final int MAX_KEY_WIDTH = 64;
    private static final int MAX_DEPTH = 4;

    private DescriptionCodec() {}

    static Bytes encode(Description description) {
        Writer out = new Writer(2_048).u8(FORMAT);
        out.count(description.operations().size(), MAX_ENTRIES);
        for (OperationType type : description.operations()) {
            out.text(type.name(), MAX_NAME).u16(type.schema());
            write(out, type.fields());
            out.flag(type.agreement().isPresent());
            type.agreement().ifPresent(field -> out.text(field, MAX_NAME));
            write(out, type.result());
        }
        out.count(description.queries().size(), MAX_ENTRIES);
        for (QueryType type : description.queries()) {
            out.text(type.name(), MAX_NAME).u16(type.schema()).flag(type.paged());
            write(out, type.input());
            write(out, type.output());
        }
        out.count(description.events().size(), MAX_ENTRIES);
        for (EventType type : description.events()) {
            out.text(type.name(), MAX_NAME);
            write(out, type.fields());
        }
        out.count(description.failures().size(), MAX_ENTRIES);
        for (FailureType type : description.failures()) {
            out.text(type.code(), MAX_CODE).text(type.template(), MAX_MESSAGE);
            write(out, type.values());
        }
        out.count(description.tables().size(), MAX_ENTRIES);
        for (TableType type : description.tables()) {
            out.text(type.name(), MAX_NAME)
                    .u8(type.keyWidth())
                    .flag(type.follows().isPresent());
            type.follows().ifPresent(former -> out.text(former, MAX_NAME).flag(type.rewritten()));
        }
        out.count(description.roles().size(), MAX_ENTRIES);
        description.roles().forEach(role -> out.text(role, MAX_NAME));
        out.flag(description.endCheck());
        out.count(description.observers().size(), MAX_ENTRIES);
        for (ObserverType type : description.observers()) {
            out.text(type.capability(), MAX_NAME).text(type.event(), MAX_NAME);
        }
        out.flag(description.atStart()).flag(description.atEnd());
        return Bytes.of(out.toBytes());
    }

    static Description decode(Bytes bytes) {
        try {
            Reader in = new Reader(bytes.toArray());
            int format = in.u8();
            if (format != FORMAT) {
                throw new CodecException("its format is " + format + ", this ledger knows " + FORMAT);
            }
            Description description = new Description(
                    list(in, DescriptionCodec::operation, type -> type.name() + "/" + type.schema()),
                    list(in, DescriptionCodec::query, type -> type.name() + "/" + type.schema()),
                    list(in, source -> new EventType(name(source), schema(source)), EventType::name),
                    list(in, DescriptionCodec::failure, FailureType::code),
                    list(in, DescriptionCodec::table, TableType::name),
                    list(in, DescriptionCodec::name, role -> role),
                    in.flag(),
                    list(in, source -> new ObserverType(name(source), name(source)), Object::toString),
                    in.flag(),
                    in.flag());
            in.end();
            requireFormerTables(description);
            return description;
        } catch (CodecException | IllegalArgumentException e) {
            throw new MalformedBytesException("not a description: " + e.getMessage(), e);
        }
    }

    private static <T> List<T> list(Reader in, Function<Reader, T> read, Function<T, String> key) {
        int count = in.count(MAX_ENTRIES);
        List<T> list = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < count; i++) {
            T element = read.apply(in);
            if (!keys.add(key.apply(element))) {
                throw new CodecException("'" + key.apply(element) + "' is there twice");
            }
            list.add(element);
        }
        return list;
    }

    private static OperationType operation(Reader in) {
        return new OperationType(
                name(in),
                in.u16(),
                schema(in),
                in.flag() ? Optional.of(in.text(MAX_NAME)) : Optional.empty(),
                schema(in));
    }

    private static QueryType query(Reader in) {
        return new QueryType(name(in), in.u16(), in.flag(), schema(in), schema(in));
    }

    private static FailureType failure(Reader in) {
        String code = in.text(MAX_CODE);
        if (!code.matches("[A-Z][A-Z0-9_]*")) {
            throw new CodecException("'" + code + "' is not a failure's code: use A-Z, 0-9 and '_'");
        }
        return new FailureType(code, in.text(MAX_MESSAGE), schema(in));
    }

    private static TableType table(Reader in) {
        String name = name(in);
        int keyWidth = in.u8();
        TableType type = in.flag()
                ? new TableType(name, keyWidth, Optional.of(name(in)), in.flag())
                : new TableType(name, keyWidth);
        if (type.keyWidth() > MAX_KEY_WIDTH) {
            throw new CodecException("a key of " + type.name() + " has more than " + MAX_KEY_WIDTH + " bytes");
        }
        return type;
    }

    private static void requireFormerTables(Description description) {
        for (TableType type : description.tables()) {
            if (type.follows().isPresent()) {
                String former = type.follows().get();
                boolean fits = description.tables().stream()
                        .takeWhile(before -> !before.equals(type))
                        .anyMatch(before -> before.name().equals(former) && before.keyWidth() == type.keyWidth());
                if (!fits) {
                    throw new CodecException("the table " + type.name() + " follows " + former
                            + ": describe that before it, with keys of the same width");
                }
            }
            if (type.rewritten() && type.keyWidth() == 0) {
                throw new CodecException("the rows of a hashed table cannot be gone through: " + type.name());
            }
        }
    }

    private static String name(Reader in) {
        String name = in.text(MAX_NAME);
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new CodecException("'" + name + "' is not a name: use a-z, 0-9 and '-', a letter first");
        }
        return name;
    }

    private static void write(Writer out, Schema schema) {
        out.count(schema.fields().size(), MAX_FIELDS);
        for (Field field : schema.fields()) {
            out.text(field.name(), MAX_NAME);
            write(out, field.type());
        }
    }

    private static Schema schema(Reader in) {
        int count = in.count(MAX_FIELDS);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = in.text(MAX_NAME);
            if (!name.matches("[a-z][a-zA-Z0-9]*")) {
                throw new CodecException("'" + name + "' is not a field: use letters and digits, a small letter first");
            }
            fields.add(new Field(name, type(in, MAX_DEPTH)));
        }
        return new Schema(fields);
    }

    private static void write(Writer out, FieldType type) {
        out.u8(type.kind().number());
        switch (type.kind()) {
            case AMOUNT -> out.text(Objects.requireNonNull(type.assetField()), MAX_NAME);
            case NUMBER -> out.u64(type.bound());
            case BYTES -> out.u32(type.minimum()).u32(type.bound());
            case TEXT -> out.u32(type.bound());
            case LIST -> write(out.u32(type.bound()), element(type));
            case OPTIONAL -> write(out, element(type));
            case CHOICE -> {
                out.count(type.choices().size(), MAX_CHOICES);
                type.choices().forEach(choice -> out.text(choice, MAX_NAME));
            }
            case ACCOUNT, ASSET, TIME, DURATION, HASH, KEY, FLAG -> {}
        }
    }

    private static FieldType type(Reader in, int depth) {
        if (depth == 0) {
            throw new CodecException("a type is nested too deeply");
        }
        return switch (Kind.ofNumber(in.u8())) {
            case ACCOUNT -> FieldType.account();
            case ASSET -> FieldType.asset();
            case AMOUNT -> FieldType.amountOf(in.text(MAX_NAME));
            case NUMBER -> FieldType.number(in.u64());
            case TIME -> FieldType.time();
            case DURATION -> FieldType.duration();
            case BYTES -> FieldType.bytes(bound(in), bound(in));
            case HASH -> FieldType.hash();
            case KEY -> FieldType.key();
            case TEXT -> FieldType.text(bound(in));
            case FLAG -> FieldType.flag();
            case LIST -> listOf(in, depth);
            case OPTIONAL -> FieldType.optional(type(in, depth - 1));
            case CHOICE -> choice(in);
        };
    }

    private static FieldType listOf(Reader in, int depth) {
        int max = bound(in);
        return FieldType.listOf(type(in, depth - 1), max);
    }

    private static FieldType choice(Reader in) {
        int count = in.count(MAX_CHOICES);
        List<String> choices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            choices.add(name(in));
        }
        return FieldType.choice(choices);
    }

    private static int bound(Reader in) {
        long bound = in.u32();
        if (bound > Integer.MAX_VALUE) {
            throw new CodecException("a bound is at most " + Integer.MAX_VALUE + ", not " + bound);
        }
        return (int) bound;
    }

    private static FieldType element(FieldType type) {
        @Nullable FieldType element = type.element();
        return Objects.requireNonNull(element);
    }
}
