package org.quoin.ledger.testkit.simulation;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.module.LoadedModule;

/** A version of a capability: the rules jar as operators activate it, and the rules that it makes. */
public record Release(Bytes jar, LoadedModule module) {
    /** @throws org.quoin.ledger.core.module.InvalidRulesException if no module can be made of the jar */
    public static Release of(Bytes jar) {
        return new Release(jar, LoadedModule.describe(jar));
    }
}
