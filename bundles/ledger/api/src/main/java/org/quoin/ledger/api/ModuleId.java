package org.quoin.ledger.api;

/** One version of a capability's rules, told apart from all others by the hash of its jar. */
public record ModuleId(String capability, String version, Hash sha256) {
    private static final int SHORT = 12;

    /** For people: the capability, the version and the first digits of the hash. */
    @Override
    public String toString() {
        return capability + " " + version + " (" + sha256.toHex().substring(0, SHORT) + ")";
    }
}
