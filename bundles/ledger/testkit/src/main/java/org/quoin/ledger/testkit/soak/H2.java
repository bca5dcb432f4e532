package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.util.Map;

/**
 * An upgrade goes on wherever a kill has cut it short: rules that came and were not active yet, rows of which some have come over.
 * After each kill what was acknowledged is there, and the journal of the rules has a line for each lock, in whichever form.
 */
public final class H2 implements Row {
    private static final int KILLS_OF_A_LEDGER = 10;

    @Override
    public String id() {
        return "H2";
    }

    @Override
    public String promise() {
        return "an upgrade survives kill -9 in each of its phases (kills)";
    }

    @Override
    public int smallDose() {
        return 2;
    }

    @Override
    public int fullDose() {
        return 200;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        int half = (trial.dose() + 1) / 2;
        return kill(trial, "plain", CrashingLedger.Wiring.PLAIN, half)
                .plus(kill(trial, "cached", CrashingLedger.Wiring.CACHED, half));
    }

    /** Acknowledges before it syncs. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        return kill(trial, "lying", CrashingLedger.Wiring.LYING, 2);
    }

    private static Figures kill(Trial trial, String name, CrashingLedger.Wiring wiring, int kills)
            throws IOException, InterruptedException {
        return new Kills(wiring, CrashingLedger.Life.UPGRADING, Map.of(), directory -> {}, trial.seed())
                .run(trial.directory().resolve(name), kills, KILLS_OF_A_LEDGER);
    }
}
