package org.quoin.ledger.api.description;

/** A named place in a schema. */
public record Field(String name, FieldType type) {}
