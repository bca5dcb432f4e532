package org.quoin.ledger.testkit.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;

/** A capability that is part of a simulated life: its rules, what people do with it, and what its events mean for their funds. */
interface Deployed {
    LoadedModule module();

    /** The accounts of the agreements that could be open at any time. */
    List<String> agreements();

    /** What somebody could want of it: mostly something that can be done. */
    Operation next(RandomGenerator random, String signer, Rows rows);

    /** Enters one of its events, whose data were decoded, into the books. */
    void enter(EventRow event, Values data, Books books);
}
