package org.quoin.ledger.api;

/** One version of a capability's rules, told apart from all others by the hash of its jar. */
public record ModuleId(String capability, String version, Hash sha256) {}
