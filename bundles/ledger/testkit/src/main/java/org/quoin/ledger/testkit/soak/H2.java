package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * An upgrade goes on wherever a kill has cut it short. The kills are aimed at its phases in turn, and what they met is counted. After
 * each, what was acknowledged is there, a version that was acknowledged is active, or a later one, and the journal of the rules has a
 * line for each lock, in whichever form.
 */
public final class H2 implements Row {
    /** One for each phase, and one that comes while the ledger starts. */
    private static final int KILLS_OF_A_LEDGER = Upgrades.Phase.values().length + 1;

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
        return kill(trial, CrashingLedger.Wiring.PLAIN, half).plus(kill(trial, CrashingLedger.Wiring.CACHED, half));
    }

    /** So many kills meet every phase and every form, or the row shows less than it says. */
    @Override
    public boolean isKept(Figures figures) {
        return Row.super.isKept(figures) && (figures.runs() < fullDose() || hasMetAll(figures));
    }

    /** Acknowledges before it syncs, and is killed as soon as it has acknowledged an activation. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        int kills = Math.min(Math.max(trial.dose() / 10, 2), 10);
        return new Kills(CrashingLedger.Wiring.LYING, new UpgradeWatch(UpgradeWatch.Aim.AT_ACTIVATION), trial.seed())
                .run(trial.directory().resolve("lying"), kills, 1);
    }

    /** It is the activation that must be missed: each of its kills loses payments, too. */
    @Override
    public boolean isRed(Figures sabotaged) {
        return sabotaged.met(UpgradeWatch.ACTIVATION_LOST) > 0;
    }

    private static boolean hasMetAll(Figures figures) {
        return Stream.concat(
                        Arrays.stream(Upgrades.Phase.values()).map(UpgradeWatch::killed),
                        Arrays.stream(Upgrades.Form.values()).map(UpgradeWatch::found))
                .allMatch(each -> figures.met(each) > 0);
    }

    private static Figures kill(Trial trial, CrashingLedger.Wiring wiring, int kills)
            throws IOException, InterruptedException {
        return new Kills(
                        wiring,
                        new UpgradeWatch(UpgradeWatch.Aim.IN_TURN),
                        wiring == CrashingLedger.Wiring.PLAIN ? trial.seed() : ~trial.seed())
                .run(trial.directory().resolve(wiring.name()), kills, KILLS_OF_A_LEDGER);
    }
}
