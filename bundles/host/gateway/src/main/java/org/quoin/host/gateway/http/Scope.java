package org.quoin.host.gateway.http;

import java.util.Locale;

/** What a client may be allowed to do. */
public enum Scope {
    /** Look at everything that the ledger shows to everybody. */
    READ,
    /** Have transactions checked, simulated and ordered. */
    SUBMIT,
    /** Look at the node's figures. */
    METRICS;

    /** As it is written in configurations and keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
