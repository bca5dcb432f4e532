package org.quoin.rules;

/**
 * An operation of another capability, as that describes it.
 *
 * @param result what it gives to its caller
 */
public record ForeignOperation(String capability, String name, int schema, Schema input, Schema result) {}
