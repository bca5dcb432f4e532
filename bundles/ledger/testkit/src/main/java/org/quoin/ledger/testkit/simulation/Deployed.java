package org.quoin.ledger.testkit.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;

/** A capability that is part of a simulated life: its rules, what people do with it, and what its events mean for their funds. */
public interface Deployed {
    LoadedModule module();

    /** The accounts of all agreements that could be open after the events that were entered. */
    List<String> agreements();

    /** What somebody could want of it: mostly something that can be done. */
    Operation next(RandomGenerator random, Context context, String signer, Rows rows);

    /** Enters one of its events, whose data were decoded, into the books. */
    void enter(EventRow event, Values data, Books books);
}
