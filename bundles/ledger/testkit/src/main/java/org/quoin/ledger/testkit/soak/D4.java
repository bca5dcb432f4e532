package org.quoin.ledger.testkit.soak;

import java.io.IOException;

/** A sync that fails, the nth for every n up to the dose: nothing acknowledged is lost, nothing is acknowledged after it. */
public final class D4 implements Row {
    @Override
    public String id() {
        return "D4";
    }

    @Override
    public String promise() {
        return "the nth sync fails, and nothing acknowledged is lost or comes after it (n = 1 to)";
    }

    @Override
    public int smallDose() {
        return 25;
    }

    @Override
    public int fullDose() {
        return 500;
    }

    @Override
    public Figures run(Trial trial) throws IOException {
        return new FailedSyncs(trial.seed()).count(trial.dose(), false);
    }

    /** On a disk that hides the failed sync, and then syncs no more. */
    @Override
    public Figures sabotage(Trial trial) throws IOException {
        return new FailedSyncs(trial.seed()).count(Math.min(trial.dose(), 25), true);
    }
}
