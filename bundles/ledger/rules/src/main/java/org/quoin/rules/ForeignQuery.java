package org.quoin.rules;

/** A query of another capability, answered in one piece, as that describes it. */
public record ForeignQuery(String capability, String name, int schema, Schema input, Schema output) {}
