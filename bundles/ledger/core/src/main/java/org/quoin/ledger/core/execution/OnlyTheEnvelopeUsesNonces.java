package org.quoin.ledger.core.execution;

import org.quoin.ledger.core.state.Changes;
import org.quoin.ledger.core.state.View;

/** No operation touches a nonce: what was used up once stays used up. */
final class OnlyTheEnvelopeUsesNonces implements Invariant {
    @Override
    public String sentence() {
        return "operations leave nonces alone";
    }

    @Override
    public boolean holds(View before, Changes changes) {
        return changes.to(CoreTables.NONCES).isEmpty();
    }
}
