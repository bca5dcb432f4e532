package org.quoin.ledger.testkit.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.testkit.TestLedger;

/**
 * A ledger in a process of its own is killed in the midst of payments, and sometimes while it starts, again and again. After each
 * kill this process opens it and looks for every payment that was ever acknowledged; at last, at every block.
 */
final class Kills {
    private static final Pattern ACKNOWLEDGED = Pattern.compile("acknowledged ([0-9a-f]{64}) ([0-9]+)\\.");
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final int MOST_PAYMENTS = 200;
    private static final int STARTING_MILLIS = 700;

    /** What happens to the files between a kill and the next start. */
    @FunctionalInterface
    interface Aftermath {
        void of(Path directory) throws IOException;
    }

    /** What is known outside of a ledger beside its payments, and decides when it is killed. */
    interface Watch {
        /** What the processes do. */
        CrashingLedger.Life life();

        /** Another ledger follows, which is killed so many times. */
        void begin(int kills);

        /** The process that starts now is killed at any time of its start. */
        void spare();

        /** Of the lines of the process that starts now, the one at which it is killed. */
        Predicate<String> aim(RandomGenerator random);

        /** @return whether a line that tells of no transaction is one that a good ledger says */
        boolean hears(String line);

        /** Looks into the ledger after a kill. */
        boolean holds(TestLedger ledger);

        /** What was met so far, by name. */
        Map<String, Long> met();
    }

    private final CrashingLedger.Wiring wiring;
    private final Map<String, String> environment;
    private final Aftermath aftermath;
    private final Watch watch;
    private final RandomGenerator random;

    Kills(CrashingLedger.Wiring wiring, Map<String, String> environment, Aftermath aftermath, long seed) {
        this(wiring, environment, aftermath, new Payments(), seed);
    }

    Kills(CrashingLedger.Wiring wiring, Watch watch, long seed) {
        this(wiring, Map.of(), directory -> {}, watch, seed);
    }

    private Kills(
            CrashingLedger.Wiring wiring,
            Map<String, String> environment,
            Aftermath aftermath,
            Watch watch,
            long seed) {
        this.wiring = wiring;
        this.environment = environment;
        this.aftermath = aftermath;
        this.watch = watch;
        random = new SplittableRandom(seed);
    }

    /**
     * Kills ledgers.
     *
     * @param killsOfALedger after so many begins a new one, so that starting stays quick
     */
    Row.Figures run(Path directory, int kills, int killsOfALedger) throws IOException, InterruptedException {
        long runs = 0;
        long lost = 0;
        long silent = 0;
        while (runs < kills) {
            Path files = Files.createDirectories(directory.resolve("after-" + runs));
            Path data = files.resolve("ledger");
            Acknowledged acknowledged = new Acknowledged();
            int most = (int) Math.min(killsOfALedger, kills - runs);
            watch.begin(most);
            boolean gone = false;
            for (int kill = 1; kill <= most && !gone; kill++) {
                runs++;
                runUntilKilled(data, acknowledged, kill > 1 && random.nextInt(8) == 0);
                aftermath.of(files);
                try (TestLedger ledger = CrashingLedger.open(data)) {
                    gone = kill == most
                            ? !acknowledged.isWhole(ledger.ledger())
                            : !acknowledged.missing(ledger.ledger()).isEmpty();
                    gone |= !watch.holds(ledger);
                    silent += gone ? 1 : 0;
                } catch (DamagedDataException e) {
                    gone = true; // and said so
                }
            }
            lost += gone ? 1 : 0;
        }
        return new Row.Figures(runs, lost, silent, watch.met());
    }

    private void runUntilKilled(Path data, Acknowledged acknowledged, boolean whileItStarts)
            throws IOException, InterruptedException {
        List<String> arguments = List.of(
                data.toString(),
                Long.toString(random.nextLong()),
                wiring.name(),
                watch.life().name());
        Process ledger = Children.start(Children.java(), QUICK_START, environment, CrashingLedger.class, arguments);
        try {
            if (whileItStarts) {
                watch.spare();
                ledger.waitFor(random.nextInt(STARTING_MILLIS), TimeUnit.MILLISECONDS);
                ledger.toHandle().destroyForcibly(); // unlike the process's own, it leaves what was printed
                hear(ledger, acknowledged);
            } else {
                killAt(watch.aim(random), ledger, acknowledged);
            }
        } finally {
            ledger.destroyForcibly().waitFor();
        }
    }

    /**
     * Hears the ledger until its end, which comes after a line.
     *
     * @throws IllegalStateException if it ends by itself, or says something else
     */
    private void killAt(Predicate<String> aim, Process ledger, Acknowledged acknowledged) throws IOException {
        BufferedReader lines = ledger.inputReader();
        String line;
        do {
            line = lines.readLine();
            if (line == null || !isHeard(line, acknowledged)) {
                throw new IllegalStateException(line == null ? "the ledger ended" : "the ledger said: " + line);
            }
        } while (!aim.test(line));
        ledger.toHandle().destroyForcibly();
        hear(ledger, acknowledged);
    }

    /** The last of what it said may be cut off. */
    private void hear(Process ledger, Acknowledged acknowledged) throws IOException {
        BufferedReader lines = ledger.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            isHeard(line, acknowledged);
        }
    }

    private boolean isHeard(String line, Acknowledged acknowledged) {
        Matcher matcher = ACKNOWLEDGED.matcher(line);
        if (matcher.matches()) {
            acknowledged.add(Hash.fromHex(matcher.group(1)), Long.parseLong(matcher.group(2)));
            return true;
        }
        return watch.hears(line);
    }

    /** Nothing but payments: the ledger is killed after a few. */
    private static final class Payments implements Watch {
        @Override
        public CrashingLedger.Life life() {
            return CrashingLedger.Life.STEADY;
        }

        @Override
        public void begin(int kills) {
            // one is as the other
        }

        @Override
        public void spare() {
            // the next is aimed at
        }

        @Override
        public Predicate<String> aim(RandomGenerator random) {
            int[] left = {random.nextInt(10, MOST_PAYMENTS)};
            return line -> --left[0] == 0;
        }

        @Override
        public boolean hears(String line) {
            return false;
        }

        @Override
        public boolean holds(TestLedger ledger) {
            return true;
        }

        @Override
        public Map<String, Long> met() {
            return Map.of();
        }
    }
}
