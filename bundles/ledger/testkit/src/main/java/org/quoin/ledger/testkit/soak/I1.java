package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.simulation.Engine;
import org.quoin.ledger.testkit.simulation.Simulator;
import org.quoin.rules.codec.Writer;

/** Supply is conserved, nobody has less than nothing, nonces count: in fifty random lives, after every step, on every view. */
public final class I1 implements Row {
    private static final int LIVES = 50;
    private static final int SABOTAGED_STEPS = 500;
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);

    @Override
    public String id() {
        return "I1";
    }

    @Override
    public String promise() {
        return "supply is conserved, nothing is negative, nonces count (operations of " + LIVES + " random lives)";
    }

    @Override
    public int smallDose() {
        return 65_000;
    }

    @Override
    public int fullDose() {
        return 1_000_000;
    }

    @Override
    public Figures run(Trial trial) {
        return lives(trial.seed(), (trial.dose() + LIVES - 1) / LIVES, Executor::execute, System.out::println);
    }

    /** The first account is given a unit that nobody gave away. */
    @Override
    public Figures sabotage(Trial trial) {
        return lives(
                trial.seed(),
                SABOTAGED_STEPS,
                (modules, context, step, view) -> {
                    Outcome outcome = Executor.execute(modules, context, step, view);
                    if (outcome.failure() == null) {
                        mint(view);
                    }
                    return outcome;
                },
                breach -> {});
    }

    /** No life misses it. */
    @Override
    public boolean isRed(Figures sabotaged) {
        return sabotaged.lost() == LIVES;
    }

    private static Figures lives(long seed, int steps, Engine engine, Consumer<String> breaches) {
        return LongStream.range(seed, seed + LIVES)
                .parallel()
                .mapToObj(each -> life(each, steps, engine, breaches))
                .reduce(Figures::plus)
                .orElseThrow();
    }

    private static Figures life(long seed, int steps, Engine engine, Consumer<String> breaches) {
        try {
            new Simulator(seed, TestLedger.genesis(Person.ALICE, Person.BOB), engine).run(steps);
            return new Figures(steps, 0, 0);
        } catch (AssertionError e) {
            breaches.accept(e.toString());
            return new Figures(steps, 1, 0);
        }
    }

    private static void mint(Overlay view) {
        byte[] key = new Writer().u64(0).u32(1).toBytes();
        byte[] row = view.get(BALANCES, key);
        BigInteger before = row == null ? BigInteger.ZERO : new BigInteger(1, row);
        view.put(BALANCES, key, new Writer().u128(before.add(BigInteger.ONE)).toBytes());
    }
}
