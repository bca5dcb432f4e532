package org.quoin.ledger.testkit.bench;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.core.node.Backlog;
import org.quoin.ledger.core.node.Memory;

/**
 * How far a ledger is behind, from round to round. A rate counts only if this does not grow: else it would be work put off.
 * The store takes up many blocks at once, so what is not stored goes up and down by what makes a checkpoint due.
 */
final class Lag {
    private static final long MIB = 1L << 20;

    private final Memory memory;
    private final List<Backlog> ends = new ArrayList<>();

    /** @param memory that the ledger has */
    Lag(Memory memory) {
        this.memory = memory;
    }

    void start(Backlog backlog) {
        System.out.println("  lag at the start: " + text(backlog));
    }

    /** @throws IllegalStateException if something still waits */
    void end(Backlog backlog) {
        System.out.println("  lag at the end:   " + text(backlog));
        if (backlog.waiting() > 0) {
            throw new IllegalStateException("all is answered, and yet something waits: " + text(backlog));
        }
        ends.add(backlog);
    }

    /** @throws IllegalStateException if in the second half of the rounds more was left than a checkpoint above the first half */
    void requireSteady() {
        int half = ends.size() / 2;
        long before = most(ends.subList(0, half));
        long after = most(ends.subList(half, ends.size()));
        if (after > before + memory.checkpoint()) {
            throw new IllegalStateException("the lag grows: at the ends of the first half of the rounds at most "
                    + before / MIB + " MiB were not stored, of the second half " + after / MIB + " MiB");
        }
    }

    private static long most(List<Backlog> ends) {
        return ends.stream().mapToLong(Backlog::unstoredBytes).max().orElse(0);
    }

    private static String text(Backlog backlog) {
        return backlog.waiting() + " waiting, " + backlog.unstoredBlocks() + " blocks or "
                + backlog.unstoredBytes() / MIB + " MiB not stored";
    }
}
