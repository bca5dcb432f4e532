package org.quoin.ledger.core.execution;

import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.WriteSet;

/** Something that holds after every transaction, checked on what it changed. */
interface Invariant {
    /** Completes "it always holds that …". */
    String sentence();

    boolean holds(View before, WriteSet writes);
}
