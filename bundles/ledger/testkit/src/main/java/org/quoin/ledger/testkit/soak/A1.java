package org.quoin.ledger.testkit.soak;

import java.io.IOException;

/** Transactions are atomic, and applied at most once. */
public final class A1 implements Row {
    /** Enough ledgers that chance alone does not hide what a client does: how the transactions fall into blocks differs each time. */
    private static final int SABOTAGED = 1_000;

    @Override
    public String id() {
        return "A1";
    }

    @Override
    public String promise() {
        return "all of a transaction is applied once, or nothing of it, however often it is submitted (transactions)";
    }

    @Override
    public int smallDose() {
        return 200;
    }

    @Override
    public int fullDose() {
        return 100_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException {
        return Resubmissions.run(trial.seed(), trial.dose(), Resubmissions.Client.HONEST);
    }

    /** By clients that break one promise each; what is noticed of both counts. */
    @Override
    public Figures sabotage(Trial trial) throws IOException {
        Figures parts = Resubmissions.run(trial.seed(), SABOTAGED, Resubmissions.Client.IN_PARTS);
        Figures anew = Resubmissions.run(trial.seed(), SABOTAGED, Resubmissions.Client.SIGNING_ANEW);
        return new Figures(parts.runs(), Math.min(parts.lost(), anew.lost()), Math.min(parts.silent(), anew.silent()));
    }
}
