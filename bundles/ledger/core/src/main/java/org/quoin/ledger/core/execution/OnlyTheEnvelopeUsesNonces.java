package org.quoin.ledger.core.execution;

import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.WriteSet;

/** No operation touches a nonce: what was used up once stays used up. */
final class OnlyTheEnvelopeUsesNonces implements Invariant {
    @Override
    public String sentence() {
        return "operations leave nonces alone";
    }

    @Override
    public boolean holds(View before, WriteSet writes) {
        return writes.writes().stream().noneMatch(write -> write.table().equals(CoreTables.NONCES));
    }
}
