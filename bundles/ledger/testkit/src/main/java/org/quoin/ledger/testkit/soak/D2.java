package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Acknowledged is durable, whenever the power goes. Most cuts are of a disk in memory, which keeps any part of what was not
 * forced. The others are of the real files of a process that is killed, where a C compiler is at hand.
 */
public final class D2 implements Row {
    private static final int CUTS_OF_A_LEDGER = 10;

    /** A cut in memory takes a hundredth of the time. */
    private static final int IN_MEMORY_FOR_EACH_PROCESS = 10;

    @Override
    public String id() {
        return "D2";
    }

    @Override
    public String promise() {
        return "what was acknowledged survives a power cut (cuts; one in " + (IN_MEMORY_FOR_EACH_PROCESS + 1)
                + " of real files)";
    }

    @Override
    public int smallDose() {
        return 44;
    }

    @Override
    public int fullDose() {
        return 3_300;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        int processes = trial.dose() / (IN_MEMORY_FOR_EACH_PROCESS + 1);
        Figures inMemory = PowerCuts.honest(trial.seed(), trial.dose() - processes);
        return files(trial, processes, CUTS_OF_A_LEDGER, false)
                .map(inMemory::plus)
                .orElse(inMemory);
    }

    /** On a disk that says done before it has done it. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        int processes = Math.min(Math.max(trial.dose() / 100, 1), 12);
        Figures inMemory = PowerCuts.lying(trial.seed(), Math.min(trial.dose(), 40));
        return files(trial, processes, 1, true).map(inMemory::plus).orElse(inMemory);
    }

    @Override
    public boolean isRed(Figures sabotaged) {
        return sabotaged.lost() * 10 >= sabotaged.runs() * 8;
    }

    private static Optional<Figures> files(Trial trial, int cuts, int cutsOfALedger, boolean lying)
            throws IOException, InterruptedException {
        Path directory = Files.createDirectories(trial.directory().resolve("files"));
        Optional<Unsynced> found = Unsynced.in(directory);
        if (found.isEmpty()) {
            System.out.println("skipped: power cuts of real files, because there is no C compiler (cc)");
            return Optional.empty();
        }
        Unsynced unsynced = found.get();
        Map<String, String> environment = lying ? unsynced.lyingEnvironment() : unsynced.environment();
        RandomGenerator random = new SplittableRandom(~trial.seed());
        Figures figures = new Kills(
                        CrashingLedger.Wiring.PLAIN, environment, files -> unsynced.cut(random), trial.seed())
                .run(directory, cuts, cutsOfALedger);
        System.out.println("of real files: " + figures);
        return Optional.of(figures);
    }
}
