package org.quoin.ledger.testkit.simulation;

import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.state.Overlay;

/** What executes a step: the executor itself, or, to prove the simulator, one with a fault that it must find. */
@FunctionalInterface
public interface Engine {
    Outcome execute(ModuleSet modules, Context context, Step step, Overlay view);
}
