package org.quoin.ledger.testkit.soak;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of the scorecard: a promise that can be tried any number of times, and a sabotage that breaks it. {@link Soak} finds
 * it as a service of {@link java.util.ServiceLoader}.
 */
public interface Row {
    /**
     * One run of a row.
     *
     * @param seed of all that is random in it
     * @param dose how often the promise is tried, in the unit that the row counts in
     * @param directory empty, for what the run writes
     */
    record Trial(long seed, int dose, Path directory) {}

    /**
     * What a run found.
     *
     * @param runs how often the promise was tried
     * @param lost how often it did not hold
     * @param silent how often it did not hold and nothing said so
     * @param met how often a run met what it is to meet, by name
     */
    record Figures(long runs, long lost, long silent, Map<String, Long> met) {
        public Figures {
            if (runs < 1) {
                throw new IllegalArgumentException("a row that tries nothing shows nothing");
            }
            met = Collections.unmodifiableMap(new TreeMap<>(met));
        }

        public Figures(long runs, long lost, long silent) {
            this(runs, lost, silent, Map.of());
        }

        /** @return both together */
        public Figures plus(Figures other) {
            Map<String, Long> both = new TreeMap<>(met);
            other.met.forEach((name, times) -> both.merge(name, times, Long::sum));
            return new Figures(runs + other.runs, lost + other.lost, silent + other.silent, both);
        }

        /** @return 0 if never */
        public long met(String name) {
            return met.getOrDefault(name, 0L);
        }
    }

    /** What it is asked for by, and its file is called: "D2". */
    String id();

    /** In a few words, with the unit of a dose. */
    String promise();

    /** What every build takes of it: a few seconds. None if 0. */
    int smallDose();

    /** What the scorecard asks for: minutes. */
    int fullDose();

    Figures run(Trial trial) throws Exception;

    default boolean isKept(Figures figures) {
        return figures.lost() == 0 && figures.silent() == 0;
    }

    /** The same with the promise broken on purpose, in as small a part of the dose as shows it. */
    Figures sabotage(Trial trial) throws Exception;

    /** Whether the run would have noticed. */
    default boolean isRed(Figures sabotaged) {
        return !isKept(sabotaged);
    }
}
