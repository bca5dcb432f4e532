package org.quoin.ledger.api.description;

/** An accepted (operation, schema number). */
public record OperationType(String name, int schema, Schema fields) {}
