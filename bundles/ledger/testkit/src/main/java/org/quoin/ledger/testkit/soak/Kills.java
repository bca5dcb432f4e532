package org.quoin.ledger.testkit.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
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

    private final CrashingLedger.Wiring wiring;
    private final CrashingLedger.Life life;
    private final Map<String, String> environment;
    private final Aftermath aftermath;
    private final RandomGenerator random;

    Kills(CrashingLedger.Wiring wiring, Map<String, String> environment, Aftermath aftermath, long seed) {
        this(wiring, CrashingLedger.Life.STEADY, environment, aftermath, seed);
    }

    Kills(
            CrashingLedger.Wiring wiring,
            CrashingLedger.Life life,
            Map<String, String> environment,
            Aftermath aftermath,
            long seed) {
        this.wiring = wiring;
        this.life = life;
        this.environment = environment;
        this.aftermath = aftermath;
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
            boolean gone = false;
            for (int kill = 1; kill <= killsOfALedger && runs < kills && !gone; kill++) {
                runs++;
                runUntilKilled(data, acknowledged, kill > 1 && random.nextInt(8) == 0);
                aftermath.of(files);
                try (TestLedger ledger = CrashingLedger.open(data)) {
                    boolean last = kill == killsOfALedger || runs == kills;
                    gone = last
                            ? !acknowledged.isWhole(ledger.ledger())
                            : !acknowledged.missing(ledger.ledger()).isEmpty();
                    gone |= life == CrashingLedger.Life.UPGRADING && !isUpgraded(ledger.ledger());
                    silent += gone ? 1 : 0;
                } catch (DamagedDataException e) {
                    gone = true; // and said so
                }
            }
            lost += gone ? 1 : 0;
        }
        return new Row.Figures(runs, lost, silent);
    }

    /** As far as it came; what was not activated yet has no rows. */
    private static boolean isUpgraded(Ledger ledger) {
        return Upgrades.active(ledger).isEmpty() || Upgrades.rows(ledger) == Upgrades.open(ledger);
    }

    private void runUntilKilled(Path data, Acknowledged acknowledged, boolean whileItStarts)
            throws IOException, InterruptedException {
        List<String> arguments = List.of(data.toString(), Long.toString(random.nextLong()), wiring.name(), life.name());
        Process ledger = Children.start(Children.java(), QUICK_START, environment, CrashingLedger.class, arguments);
        try {
            if (whileItStarts) {
                ledger.waitFor(random.nextInt(STARTING_MILLIS), TimeUnit.MILLISECONDS);
                ledger.toHandle().destroyForcibly(); // unlike the process's own, it leaves what was printed
                read(ledger, acknowledged, Integer.MAX_VALUE);
            } else {
                List<String> others = read(ledger, acknowledged, random.nextInt(10, MOST_PAYMENTS));
                if (!others.isEmpty()) {
                    throw new IllegalStateException("the ledger said: " + others);
                }
            }
        } finally {
            ledger.destroyForcibly().waitFor();
        }
    }

    /**
     * Reads to the end what is acknowledged, and kills the ledger after some of it.
     *
     * @return what else it said
     */
    private static List<String> read(Process ledger, Acknowledged acknowledged, int payments) throws IOException {
        List<String> others = new ArrayList<>();
        try (BufferedReader lines = ledger.inputReader()) {
            int left = payments;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = ACKNOWLEDGED.matcher(line);
                if (matcher.matches()) {
                    acknowledged.add(Hash.fromHex(matcher.group(1)), Long.parseLong(matcher.group(2)));
                    left--;
                } else if (left > 0) {
                    others.add(line);
                }
                if (left == 0) {
                    ledger.toHandle().destroyForcibly();
                }
            }
        }
        return others;
    }
}
