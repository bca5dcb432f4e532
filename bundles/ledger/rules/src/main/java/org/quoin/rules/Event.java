package org.quoin.rules;

/** Something that a capability reports; on the ledger its name stands behind the capability's and a dot. */
public record Event(String name, Schema fields) {
    public static Event of(String name, Field<?>... fields) {
        return new Event(name, Schema.of(fields));
    }
}
