package org.quoin.ledger.api.description;

/** Something that a capability reports; on the ledger its name is preceded by the capability and a dot. */
public record EventType(String name, Schema fields) {}
