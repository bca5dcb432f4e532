package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Capability;

/** Does nothing, as the only one that may. */
public final class RoleRules extends Capability {
    public RoleRules() {
        super(new Parts().roles("lighthouse-keeper"));
    }
}
