package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A chain that lived through three versions of two capabilities, with agreements that outlived theirs and rows that came over to another
 * form, is the same chain on every virtual machine: each block executed again under the rules that its header names.
 */
public final class H3 implements Row {
    private static final int ALL_PLATFORMS = 1_000;

    @Override
    public String id() {
        return "H3";
    }

    @Override
    public String promise() {
        return "a chain of three versions of two capabilities has the same roots on every virtual machine (transactions)";
    }

    @Override
    public int smallDose() {
        return 90;
    }

    @Override
    public int fullDose() {
        return 6_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        Path file = live(trial);
        long differing = 0;
        List<Platform> platforms = Platform.list(trial.dose() >= ALL_PLATFORMS);
        for (Platform platform : platforms) {
            long blocks = again(platform, file, UpgradedLife.Archive.AS_IT_WAS);
            System.out.println(platform.name() + ": " + blocks + " blocks differ");
            differing += blocks;
        }
        return new Figures((long) trial.dose() * platforms.size(), differing, differing);
    }

    /** Whatever a block was executed under, it is executed again under the newest rules that there were so far. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        int dose = Math.min(trial.dose(), smallDose());
        Path file = live(new Trial(trial.seed(), dose, trial.directory()));
        return new Figures(dose, again(Platform.FIRST_COMPILER, file, UpgradedLife.Archive.NEWEST_ONLY), 0);
    }

    private static Path live(Trial trial) throws IOException {
        Path file = trial.directory().resolve("life");
        BlockFile.write(file, new UpgradedLife(trial.seed()).live(trial.dose()));
        return file;
    }

    private static long again(Platform platform, Path file, UpgradedLife.Archive archive)
            throws IOException, InterruptedException {
        return Long.parseLong(platform.run(Again.class, List.of(file.toString(), archive.name())));
    }

    /** A process that executes the life again. */
    static final class Again {
        private Again() {}

        /** Takes the file and the archive; prints how many blocks came out otherwise. */
        public static void main(String[] arguments) throws IOException {
            Soak.hush();
            System.out.println(UpgradedLife.differing(
                    BlockFile.read(Path.of(arguments[0])), UpgradedLife.Archive.valueOf(arguments[1])));
        }
    }
}
