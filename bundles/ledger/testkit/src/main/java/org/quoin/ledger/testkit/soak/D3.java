package org.quoin.ledger.testkit.soak;

import java.io.IOException;

/** Damage to any file of a ledger is healed or refused, never silent. */
public final class D3 implements Row {
    @Override
    public String id() {
        return "D3";
    }

    @Override
    public String promise() {
        return "a damaged file gives the same state or a refusal (mutations)";
    }

    @Override
    public int smallDose() {
        return 200;
    }

    @Override
    public int fullDose() {
        return 2_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException {
        return new Mutations(trial).count(trial.dose(), false);
    }

    /** With a node that, instead of refusing, goes on with what it can read. */
    @Override
    public Figures sabotage(Trial trial) throws IOException {
        return new Mutations(trial).count(Math.min(trial.dose(), 100), true);
    }
}
