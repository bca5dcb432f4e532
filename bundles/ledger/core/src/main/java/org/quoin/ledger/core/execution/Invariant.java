package org.quoin.ledger.core.execution;

import java.util.List;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.WriteSet;

/** Something that holds after every transaction, checked on what it changed. */
interface Invariant {
    /** All of them, in the order in which they are checked. */
    List<Invariant> ALL = List.of(new SupplyIsHeld(), new OnlyTheEnvelopeUsesNonces());

    /** Completes "it always holds that …". */
    String sentence();

    boolean holds(View before, WriteSet writes);
}
