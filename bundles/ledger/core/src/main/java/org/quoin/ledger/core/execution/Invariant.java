package org.quoin.ledger.core.execution;

import org.quoin.ledger.core.state.Changes;
import org.quoin.ledger.core.state.View;

/** Something that holds after every transaction, checked on what it changed. */
interface Invariant {
    /** Completes "it always holds that …". */
    String sentence();

    boolean holds(View before, Changes changes);
}
