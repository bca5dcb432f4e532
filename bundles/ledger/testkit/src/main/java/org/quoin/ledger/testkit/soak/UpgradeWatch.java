package org.quoin.ledger.testkit.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.testkit.TestLedger;

/**
 * What is known outside of upgrades that are killed: which phase each kill met, by what the process had said; in which form the
 * ledger then has its rows, by its state; and which version was acknowledged, that it may not fall behind.
 */
final class UpgradeWatch implements Kills.Watch {
    /** How often the version that was acknowledged was not active after the kill. */
    static final String ACTIVATION_LOST = "activation lost";

    private static final Pattern PHASE = Pattern.compile("phase ([A-Z_]+);");
    private static final Pattern ACTIVATED = Pattern.compile("activated ([0-9.]+);");
    private static final List<Upgrades.Phase> TURN = List.of(Upgrades.Phase.values());
    private static final Pattern DOT = Pattern.compile("\\.");

    /** When a kill comes. */
    enum Aim {
        /** In each phase in turn; where the kills of a ledger are too few, in those before and while rows come over. */
        IN_TURN,
        /** As soon as an activation is acknowledged. */
        AT_ACTIVATION
    }

    private final Aim aim;
    private final Map<String, Long> met = new TreeMap<>();
    private int next;
    private Upgrades.@Nullable Phase phase;
    private @Nullable String activated;

    UpgradeWatch(Aim aim) {
        this.aim = aim;
    }

    /** As it is counted: that a kill came in this phase. */
    static String killed(Upgrades.Phase phase) {
        return "killed in " + name(phase);
    }

    /** As it is counted: that a ledger had its rows in this form. */
    static String found(Upgrades.Form form) {
        return "found " + name(form);
    }

    @Override
    public CrashingLedger.Life life() {
        return CrashingLedger.Life.UPGRADING;
    }

    @Override
    public void begin(int kills) {
        next = Math.max(0, TURN.indexOf(Upgrades.Phase.COMING_OVER) + 1 - kills);
        activated = null;
    }

    @Override
    public void spare() {
        phase = null;
    }

    @Override
    public Predicate<String> aim(RandomGenerator random) {
        phase = null;
        if (aim == Aim.AT_ACTIVATION) {
            return line -> ACTIVATED.matcher(line).matches();
        }
        Upgrades.Phase target = TURN.get(next);
        next = Math.min(next + 1, TURN.size() - 1);
        int[] left = {random.nextInt(mostAnswers(target))};
        return line -> phase != null && phase.compareTo(target) >= 0 && left[0]-- == 0;
    }

    @Override
    public boolean hears(String line) {
        Matcher version = ACTIVATED.matcher(line);
        if (version.matches()) {
            activated = version.group(1);
            return true;
        }
        Matcher begins = PHASE.matcher(line);
        if (begins.matches()) {
            phase = Upgrades.Phase.valueOf(begins.group(1));
            return true;
        }
        return false;
    }

    @Override
    public boolean holds(TestLedger ledger) {
        count(phase == null ? "killed while starting" : killed(phase));
        Upgrades.Form form = Upgrades.form(ledger);
        count(found(form));
        boolean kept = activated == null || isActive(activated, Upgrades.active(ledger.ledger()));
        if (!kept) {
            count(ACTIVATION_LOST);
        }
        return kept && (form == Upgrades.Form.NO_RULES || Upgrades.areWhole(ledger.ledger()));
    }

    @Override
    public Map<String, Long> met() {
        return met;
    }

    /** In answers after its beginning, as long as a phase lasts, more or less. */
    private static int mostAnswers(Upgrades.Phase phase) {
        return switch (phase) {
            case NO_RULES, SUBMITTED -> 8;
            case ACKNOWLEDGED -> 2;
            case COMING_OVER -> 40;
            case LOCKING, COME_OVER -> 200;
        };
    }

    /** A later one may be, whose answer the kill has cut off. */
    private static boolean isActive(String acknowledged, Optional<String> active) {
        return active.filter(version -> Arrays.compare(numbers(version), numbers(acknowledged)) >= 0)
                .isPresent();
    }

    private static int[] numbers(String version) {
        return DOT.splitAsStream(version).mapToInt(Integer::parseInt).toArray();
    }

    private void count(String what) {
        met.merge(what, 1L, Long::sum);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
