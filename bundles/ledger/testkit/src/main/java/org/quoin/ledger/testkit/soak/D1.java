package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.util.Map;

/**
 * Acknowledged is durable, whenever the process dies. Every other ledger has a disk whose cache dies with it, on which a kill is
 * a power cut: a plain file never shows a missing sync, since what was written survives the process.
 */
public final class D1 implements Row {
    private static final int KILLS_OF_A_LEDGER = 25;
    private static final Kills.Aftermath NOTHING = directory -> {};

    @Override
    public String id() {
        return "D1";
    }

    @Override
    public String promise() {
        return "what was acknowledged survives kill -9 (kills)";
    }

    @Override
    public int smallDose() {
        return 10;
    }

    @Override
    public int fullDose() {
        return 1_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        int half = (trial.dose() + 1) / 2;
        return kill(trial, "plain", CrashingLedger.Wiring.PLAIN, half, KILLS_OF_A_LEDGER)
                .plus(kill(trial, "cached", CrashingLedger.Wiring.CACHED, half, KILLS_OF_A_LEDGER));
    }

    /** Acknowledges before it syncs. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        return kill(trial, "lying", CrashingLedger.Wiring.LYING, Math.min(Math.max(trial.dose() / 10, 2), 10), 1);
    }

    private static Figures kill(Trial trial, String name, CrashingLedger.Wiring wiring, int kills, int killsOfALedger)
            throws IOException, InterruptedException {
        return new Kills(wiring, Map.of(), NOTHING, trial.seed())
                .run(trial.directory().resolve(name), kills, killsOfALedger);
    }
}
