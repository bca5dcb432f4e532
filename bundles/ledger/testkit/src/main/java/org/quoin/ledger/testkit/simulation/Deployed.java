package org.quoin.ledger.testkit.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.View;

/** A capability that is part of a simulated life: its rules, what people do with it, and what its events mean for their funds. */
public interface Deployed {
    /** The version that is active from the start. */
    LoadedModule module();

    /**
     * The versions that there are by now, the oldest first: operators activate one and the other in the midst of the life. None if
     * it stays as it is.
     */
    default List<Release> releases() {
        return List.of();
    }

    /** The accounts of all agreements that could be open after the events that were entered. */
    List<String> agreements();

    /** What somebody could want of it: mostly something that can be done. */
    Operation next(RandomGenerator random, Context context, String signer, Rows rows);

    /** What somebody offers for being executed: nothing, unless it is about fees. */
    default FeeTerms offer(RandomGenerator random, String signer) {
        return FeeTerms.NONE;
    }

    /** Enters one of its events, whose data were decoded, into the books. */
    void enter(EventRow event, Values data, Books books);

    /**
     * Looks at its own rows, after each block whose events were all entered.
     *
     * @param modules of the block
     * @throws AssertionError if they are not what the events told
     */
    default void requireRows(ModuleSet modules, Context context, View state) {}
}
