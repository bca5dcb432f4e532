package org.quoin.ledger.core.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LoadGenerator;

/** What became of the transactions of a load, told by many threads. */
final class Tally {
    private final List<Hash> applied = new ArrayList<>();
    private final List<Duration> quiet = new ArrayList<>();
    private final List<Duration> others = new ArrayList<>();
    private boolean isQuiet;
    private long failed;

    synchronized void applied(Hash transaction, Duration took) {
        applied.add(transaction);
        (isQuiet ? quiet : others).add(took);
    }

    /** @return how many there are with this one */
    synchronized long failed() {
        return ++failed;
    }

    synchronized boolean hasRoom() {
        return applied.size() + failed < LoadGenerator.MAX_TRANSACTIONS;
    }

    /** What came before is compared with nothing. */
    synchronized void beginQuiet() {
        quiet.clear();
        isQuiet = true;
    }

    synchronized void endQuiet() {
        others.clear();
        isQuiet = false;
    }

    synchronized long failures() {
        return failed;
    }

    synchronized List<Hash> transactions() {
        return List.copyOf(applied);
    }

    synchronized Optional<Duration> p99Quiet() {
        return p99(quiet);
    }

    synchronized Optional<Duration> p99() {
        return p99(others);
    }

    private static Optional<Duration> p99(List<Duration> all) {
        int faster = Math.max(0, all.size() - 1 - all.size() / 100);
        return all.stream().sorted().skip(faster).findFirst();
    }
}
