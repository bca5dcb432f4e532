package org.quoin.ledger.api.description;

/**
 * A way in which an operation can fail.
 *
 * @param code stable, for programs
 * @param template the message, with the names of values in braces: {@code {from} holds {available}}
 */
public record FailureType(String code, String template, Schema values) {}
