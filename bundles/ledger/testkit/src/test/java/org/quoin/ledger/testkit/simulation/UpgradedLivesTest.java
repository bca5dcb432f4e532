package org.quoin.ledger.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.MigrationRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.rules.codec.Writer;

/** Lives in which capabilities act in every block, call each other, and become newer and older while people go on. */
@Timeout(300)
class UpgradedLivesTest {
    private static final Genesis GENESIS = TestLedger.genesis(ALICE, BOB);
    private static final Table MIGRATIONS = Table.ordered("ledger.migrations", 32);
    private static final int LIVES = Integer.getInteger("quoin.simulation.lives", 2);
    private static final int STEPS = 1_000;
    private static final int UNTIL_FOUND = 500;

    /** How many lines the journal has before it comes to be kept in another form. */
    private static final int FEW = 10;

    @Test
    void everyStepWithHooksCallsAndUpgradesHoldsOnAllViews() {
        Map<String, Integer> seen = LongStream.range(61, 61 + LIVES)
                .parallel()
                .mapToObj(seed -> live(seed, STEPS, Executor::execute, new Locks(FEW), new Pots(), new Desk()))
                .collect(TreeMap::new, UpgradedLivesTest::add, UpgradedLivesTest::add);

        assertThat(seen.get("applied")).as("%s", seen).isGreaterThan(LIVES * STEPS / 4);
        assertThat(seen)
                .as("what these lives must contain")
                .containsKeys(
                        "pot.filled",
                        "desk.ordered",
                        "desk.tried",
                        "hook-failed",
                        "ledger.module-activated",
                        "ledger.module-scheduled",
                        "ledger.module-cancelled",
                        "ledger.module-deactivated",
                        "module-activated",
                        "rows-rewritten",
                        "former htlc-fixture.claimed",
                        "ALREADY_ACTIVE",
                        "MODULE_NOT_ACTIVE",
                        "STATE_TOO_NEW",
                        "UNKNOWN_OPERATION",
                        "UNKNOWN_RULES");
    }

    /** There are more than come over in one block: people go on among both forms. */
    @Test
    void everyStepHoldsWhileRowsComeOverInSeveralBlocks() {
        int[] between = new int[1];
        Engine engine = (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            MigrationRow row = new CoreReads(view).migration("htlc-fixture");
            between[0] += row != null && row.rows() > 0 ? 1 : 0;
            return outcome;
        };

        Map<String, Integer> seen = live(72, 700, engine, new Locks(MigrationRow.MOST + 1));

        assertThat(between[0]).as("steps between the two forms, %s", seen).isPositive();
        assertThat(seen).containsKeys("rows-rewritten", "former htlc-fixture.claimed");
    }

    @Test
    void theSameSeedLivesTheSameLife() {
        assertThat(roots(62)).isEqualTo(roots(62)).isNotEqualTo(roots(63));
    }

    private static List<Hash> roots(long seed) {
        List<Hash> roots = new ArrayList<>();
        Map<String, Integer> unused = new Simulator(
                        seed, GENESIS, Executor::execute, new Locks(FEW), new Pots(), new Desk())
                .run(100, moment -> roots.add(moment.stateRoot()));
        return roots;
    }

    @Test
    void aHookWhoseWriteIsLostOnOneViewIsFound() {
        int[] runs = new int[1];
        assertFound("the views are written differently", (modules, context, step, view) -> {
            boolean lost = !(step instanceof Step.Apply) && runs[0]++ % 3 == 1;
            return without(write -> lost && write.table().equals(Pots.COUNTS), modules, context, step, view);
        });
    }

    /** No view tells it from others: who counts the events does. */
    @Test
    void aHookWhoseWriteIsLostOnEveryViewIsFound() {
        assertFound(
                "another number of beats is counted than was reported",
                (modules, context, step, view) -> without(
                        write -> !(step instanceof Step.Apply) && write.table().equals(Pots.COUNTS),
                        modules,
                        context,
                        step,
                        view));
    }

    @Test
    void whatAHookThatFailedHasLeftBehindIsFound() {
        assertFound(74, "another number of beats is counted than was reported", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            if (has(outcome, "hook-failed")) {
                byte[] end = new Writer().text("end", 16).toBytes();
                view.put(Pots.COUNTS, end, new Writer().u64(context.height()).toBytes());
            }
            return outcome;
        });
    }

    @Test
    void rowsThatStayAndComeOverAgainAreFound() {
        assertFound(
                76,
                "line \\d+ is there in both forms",
                (modules, context, step, view) -> without(
                        write -> step instanceof Step.End
                                && write.table().equals(Locks.JOURNAL)
                                && write.value() == null,
                        modules,
                        context,
                        step,
                        view));
    }

    @Test
    void rowsThatAreForgottenAreFound() {
        assertFound("who reads the events knows something else", (modules, context, step, view) -> {
            Outcome outcome = Executor.execute(modules, context, step, view);
            Entry row = view.first(MIGRATIONS);
            if (step instanceof Step.Apply && row != null) {
                view.remove(MIGRATIONS, row.key());
            }
            return outcome;
        });
    }

    @Test
    void anAgreementUnderTheNewestRulesIsFound() {
        assertFound(
                64,
                "htlc-fixture:lock-\\d+ was not executed by the rules that opened it",
                (modules, context, step, view) ->
                        Executor.execute(governs(step) ? modules : newestOnly(modules), context, step, view));
    }

    @Test
    void rulesThatActBeforeTheNextBlockAreFound() {
        assertFound(
                62,
                "the block as a whole comes to a different outcome",
                (modules, context, step, view) ->
                        Executor.execute(modules.after(new CoreReads(view), List.of()), context, step, view));
    }

    private static void assertFound(String finding, Engine faulty) {
        assertFound(61, finding, faulty);
    }

    /** @param seed of a life in which it soon comes to that */
    private static void assertFound(long seed, String finding, Engine faulty) {
        Simulator simulator = new Simulator(seed, GENESIS, faulty, new Locks(FEW), new Pots(), new Desk());
        assertThatThrownBy(() -> simulator.run(UNTIL_FOUND))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)seed " + seed + ", step \\d+: " + finding + " after .*");
    }

    /** Executes a step of which some writes are lost. */
    private static Outcome without(Predicate<Write> lost, ModuleSet modules, Context context, Step step, Overlay view) {
        Overlay attempt = new Overlay(view);
        Outcome outcome = Executor.execute(modules, context, step, attempt);
        for (Write write : attempt.writes().writes()) {
            byte[] value = write.value();
            if (lost.test(write)) {
                continue;
            }
            if (value == null) {
                view.remove(write.table(), write.key());
            } else {
                view.put(write.table(), write.key(), value);
            }
        }
        return outcome;
    }

    private static boolean has(Outcome outcome, String event) {
        return outcome.events().stream().anyMatch(each -> each.name().equals(event));
    }

    private static boolean governs(Step step) {
        return step instanceof Step.Apply apply
                && apply.transaction().transaction().operations().stream()
                        .anyMatch(operation -> operation.name().startsWith("module-"));
    }

    /** The same rules, and the active ones in place of those that keep agreements. */
    private static ModuleSet newestOnly(ModuleSet modules) {
        List<LoadedModule> active = Stream.of("desk", "htlc-fixture", "pot")
                .flatMap(capability -> modules.find(capability).stream())
                .toList();
        return ModuleSet.of(active, new RulesSource() {
            @Override
            public Bytes rules(Hash sha256) {
                return modules.rules(sha256);
            }

            @Override
            public LoadedModule loaded(Hash sha256, Supplier<LoadedModule> load) {
                boolean isLock = Locks.RELEASES.stream()
                        .anyMatch(each -> each.module().id().sha256().equals(sha256));
                return isLock ? modules.find("htlc-fixture").orElseThrow() : Objects.requireNonNull(load.get());
            }
        });
    }

    /** How often each outcome came, and each event of a transaction; "former" stands before those that former rules reported. */
    private static Map<String, Integer> live(long seed, int steps, Engine engine, Deployed... deployed) {
        Map<String, Integer> seen = new TreeMap<>();
        Map<String, Integer> outcomes = new Simulator(seed, GENESIS, engine, deployed)
                .run(
                        steps,
                        moment -> moment.outcome()
                                .events()
                                .forEach(event -> seen.merge(
                                        (event.former() == null ? "" : "former ") + event.capability() + "."
                                                + event.name(),
                                        1,
                                        Integer::sum)));
        add(seen, outcomes);
        return seen;
    }

    private static void add(Map<String, Integer> sum, Map<String, Integer> each) {
        each.forEach((name, count) -> sum.merge(name, count, Integer::sum));
    }
}
