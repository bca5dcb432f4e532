package org.quoin.ledger.api.description;

import java.util.List;
import java.util.Optional;

/**
 * An accepted (operation, schema number).
 *
 * @param agreement the field that names the agreement which the operation is about: it is executed by the rules that opened
 *     that; empty if it is about none
 * @param result what it returns to the rules that called it
 */
public record OperationType(String name, int schema, Schema fields, Optional<String> agreement, Schema result) {
    /** One that is about no agreement, and returns nothing. */
    public OperationType(String name, int schema, Schema fields) {
        this(name, schema, fields, Optional.empty(), new Schema(List.of()));
    }

    /** @throws IllegalArgumentException if there is no field of that name, or it can name no agreement */
    public OperationType {
        agreement.ifPresent(field -> requireName(fields, field));
    }

    private static void requireName(Schema fields, String name) {
        Field found = fields.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no field '" + name + "'"));
        FieldType.Kind kind = found.type().kind();
        if (kind != FieldType.Kind.HASH && kind != FieldType.Kind.TEXT) {
            throw new IllegalArgumentException("'" + name + "' names no agreement: a hash or a text does");
        }
    }

    /** The name of the agreement that an operation with these values is about: of a hash its hexadecimal form. */
    public Optional<String> agreementOf(Values values) {
        return agreement.map(field -> values.find(field).orElseThrow().toString());
    }
}
