package org.quoin.ledger.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.WriteSet;

/** Some steps of a life with the states before them, which are held while the life goes on. */
final class Past {
    private static final int HELD = 50;

    /** A step as it was when it was new. */
    record Executed(ModuleSet modules, Context context, Step step, State before, Outcome outcome, WriteSet writes) {}

    private final RandomGenerator random;
    private final List<Executed> held = new ArrayList<>();
    private int next;

    Past(RandomGenerator random) {
        this.random = random;
    }

    /** Holds a step, in the place of one that is {@value #HELD} steps older. */
    void remember(Executed step) {
        if (held.size() < HELD) {
            held.add(step);
        } else {
            held.set(next, step);
            next = (next + 1) % HELD;
        }
    }

    /** Any of those that are held. */
    Executed recall() {
        return held.get(random.nextInt(held.size()));
    }
}
