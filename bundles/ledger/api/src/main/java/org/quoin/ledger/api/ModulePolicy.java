package org.quoin.ledger.api;

import java.util.Locale;

/** Who brings new versions of rules onto the chain. */
public enum ModulePolicy {
    /** A node that is given a newer, compatible version signs its activation with the operator's key that it holds. */
    AUTO,
    /** Nothing is activated but what operators sign themselves. */
    GOVERNED;

    /** On the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is the code of none */
    public static ModulePolicy ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
