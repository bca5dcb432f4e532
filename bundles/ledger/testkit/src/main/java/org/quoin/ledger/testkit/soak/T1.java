package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same blocks have the same headers on every virtual machine. The lives are recorded here and executed again, block by
 * block, in processes that differ in all that must not matter. Where a JDK 25 is installed it takes part too.
 */
public final class T1 implements Row {
    private static final int LIVES = 20;

    /** A smaller dose is for every build: three of them only. */
    private static final int ALL_PLATFORMS = 100_000;

    /** The interpreter takes the first lives only: it verifies some 300 signatures a second. */
    private static final int INTERPRETED_LIVES = 2;

    @Override
    public String id() {
        return "T1";
    }

    @Override
    public String promise() {
        return "the same blocks have the same roots on every virtual machine (transactions of " + LIVES + " lives)";
    }

    @Override
    public int smallDose() {
        return 2_000;
    }

    @Override
    public int fullDose() {
        return 1_000_000;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        List<Path> lives = record(trial);
        List<Figures> results = new ArrayList<>();
        for (Platform platform : Platform.list(trial.dose() >= ALL_PLATFORMS)) {
            List<Path> part = platform.isInterpreter() ? lives.subList(0, INTERPRETED_LIVES) : lives;
            Figures figures = replay(platform, BlockFile.Order.LISTED, part, trial.dose() / LIVES);
            System.out.println(platform.name() + ": " + figures);
            results.add(figures);
        }
        return results.stream().reduce(Figures::plus).orElseThrow();
    }

    /** The transactions of a block are executed as a hash table happens to hold them. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        int dose = Math.min(trial.dose(), smallDose());
        List<Path> lives = record(new Trial(trial.seed(), dose, trial.directory()));
        return replay(Platform.FIRST_COMPILER, BlockFile.Order.HASHED, lives, dose / LIVES);
    }

    private static List<Path> record(Trial trial) {
        return IntStream.range(0, LIVES)
                .parallel()
                .mapToObj(life -> {
                    Path file = trial.directory().resolve("life-" + life);
                    try {
                        BlockFile.write(file, trial.seed() + life, trial.dose() / LIVES);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return file;
                })
                .toList();
    }

    private static Figures replay(Platform platform, BlockFile.Order order, List<Path> lives, int transactions)
            throws IOException, InterruptedException {
        List<String> arguments = Stream.concat(
                        Stream.of(order.name()), lives.stream().map(Path::toString))
                .toList();
        String said = platform.run(Replay.class, arguments);
        long differing = Long.parseLong(said.substring("differing ".length()));
        return new Figures((long) lives.size() * transactions, differing, 0);
    }
}
