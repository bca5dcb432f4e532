package org.quoin.ledger.api.description;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * Ordered, named, typed, bounded fields: the exact wire form of an operation, an event or a failure.
 *
 * @param fields no two of one name; for each amount, one of them is its asset
 */
public record Schema(List<Field> fields) {
    public Schema {
        fields = List.copyOf(fields);
        Map<String, FieldType> types = new HashMap<>();
        for (Field field : fields) {
            if (types.put(field.name(), field.type()) != null) {
                throw new IllegalArgumentException("there are two fields '" + field.name() + "'");
            }
        }
        for (Field field : fields) {
            String assetField = assetField(field.type());
            FieldType asset = assetField == null ? FieldType.asset() : types.get(assetField);
            if (asset == null || asset.kind() != FieldType.Kind.ASSET) {
                throw new IllegalArgumentException(
                        "'" + field.name() + "' needs an asset in the field '" + assetField + "'");
            }
        }
    }

    private static @Nullable String assetField(FieldType type) {
        FieldType element = type.element();
        return element == null ? type.assetField() : assetField(element);
    }

    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    /** @throws IllegalArgumentException if a field is missing, out of its bounds, of another type, or not in the schema */
    public Bytes encode(Values values) {
        Writer out = new Writer();
        int present = 0;
        for (Field field : fields) {
            Object value = values.asMap().get(field.name());
            present += value == null ? 0 : 1;
            try {
                FieldCodec.write(out, field.type(), value);
            } catch (CodecException | IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException("'" + field.name() + "': " + e.getMessage(), e);
            }
        }
        if (present != values.asMap().size()) {
            throw new IllegalArgumentException("of " + values.asMap().keySet() + " only " + present + " are fields");
        }
        return Bytes.of(out.toBytes());
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of values of this schema */
    public Values decode(Bytes bytes) {
        Reader in = new Reader(bytes.toArray());
        Values values = read(in);
        try {
            in.end();
        } catch (CodecException e) {
            throw new MalformedBytesException("after the last field: " + e.getMessage(), e);
        }
        return values;
    }

    /** Leaves what follows the last field. */
    Values read(Reader in) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            try {
                Object value = FieldCodec.read(in, field.type());
                if (value != null) {
                    values.put(field.name(), value);
                }
            } catch (CodecException e) {
                throw new MalformedBytesException("'" + field.name() + "': " + e.getMessage(), e);
            }
        }
        return Values.ofOwn(values);
    }
}
