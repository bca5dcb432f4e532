package org.quoin.host.gateway.api;

import java.util.List;
import java.util.Locale;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.console.Fields;

/** A description as people and programs are shown it: enough to encode by. */
final class Descriptions {
    private Descriptions() {}

    static Fields fields(Description description) {
        return Fields.of(
                        "operations",
                        description.operations().stream()
                                .map(type -> Fields.of("name", type.name())
                                        .and("schema", type.schema())
                                        .and("fields", schema(type.fields()))
                                        .and("agreement", type.agreement().orElse(null)))
                                .toList())
                .and(
                        "queries",
                        description.queries().stream()
                                .map(type -> Fields.of("name", type.name())
                                        .and("schema", type.schema())
                                        .and("paged", type.paged())
                                        .and("input", schema(type.input()))
                                        .and("output", schema(type.output())))
                                .toList())
                .and(
                        "events",
                        description.events().stream()
                                .map(type -> Fields.of("name", type.name()).and("fields", schema(type.fields())))
                                .toList())
                .and(
                        "failures",
                        description.failures().stream()
                                .map(type -> Fields.of("code", type.code())
                                        .and("message", type.template())
                                        .and("values", schema(type.values())))
                                .toList());
    }

    private static List<Fields> schema(Schema schema) {
        return schema.fields().stream()
                .map(field -> Fields.of("name", field.name()).and(type(field.type())))
                .toList();
    }

    /** What does not apply to a kind is left out. */
    private static Fields type(FieldType type) {
        Fields shown = Fields.of("kind", type.kind().name().toLowerCase(Locale.ROOT));
        if (type.bound() > 0) {
            // A number of JSON loses digits beyond 2^53 in some languages, as in browsers.
            shown = type.bound() >> 53 == 0 ? shown.and("bound", type.bound()) : shown.and("bound", "" + type.bound());
        }
        if (type.minimum() > 0) {
            shown = shown.and("minimum", type.minimum());
        }
        if (type.assetField() != null) {
            shown = shown.and("assetField", type.assetField());
        }
        if (type.element() != null) {
            shown = shown.and("element", type(type.element()));
        }
        return type.choices().isEmpty() ? shown : shown.and("choices", type.choices());
    }
}
