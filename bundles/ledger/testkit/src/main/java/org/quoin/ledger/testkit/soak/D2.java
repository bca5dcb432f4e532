package org.quoin.ledger.testkit.soak;

import java.io.IOException;

/** Acknowledged is durable, whenever the power goes. */
public final class D2 implements Row {
    @Override
    public String id() {
        return "D2";
    }

    @Override
    public String promise() {
        return "what was acknowledged survives a power cut (cuts)";
    }

    @Override
    public int smallDose() {
        return 40;
    }

    @Override
    public int fullDose() {
        return 1_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException {
        return PowerCuts.honest(trial.seed(), trial.dose());
    }

    /** On a disk that says done before it has done it. */
    @Override
    public Figures sabotage(Trial trial) throws IOException {
        return PowerCuts.lying(trial.seed(), Math.min(trial.dose(), 40));
    }

    @Override
    public boolean isRed(Figures sabotaged) {
        return sabotaged.lost() >= sabotaged.runs() * 0.8;
    }
}
