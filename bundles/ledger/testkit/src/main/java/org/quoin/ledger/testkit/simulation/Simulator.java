package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.proof.Recorder;
import org.quoin.ledger.core.proof.WitnessView;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/**
 * Executes random steps, each on all views that there are: live, on the overlay of the block that grows; on a copy-on-write
 * overlay of that, which is discarded; on one over a state in which everything before is settled; some steps later, on
 * that state as history; and, one step of some, on a witness, which holds proofs of what the step touches and nothing else. They
 * must agree, and after every step this must hold:
 *
 * <ul>
 *   <li>what accounts and agreements hold of an asset adds up to its supply, and nobody has nothing or less;
 *   <li>what is locked of an account's funds is what the open agreements that it owns hold;
 *   <li>a step uses up one nonce of its signer, or none if its envelope does not hold, and touches no other;
 *   <li>what is rejected changes nothing else;
 *   <li>who only reads the events knows every account, asset, agreement and balance.
 * </ul>
 *
 * <p>Whatever does not hold is an {@link AssertionError} that names the seed and the step.
 */
public final class Simulator {
    private static final int LONGEST_BLOCK = 12;

    /** Of so many steps, one is executed on a witness too. */
    private static final int WITNESSED = Integer.getInteger("quoin.simulation.witnessed", 10);

    private final long seed;
    private final Engine engine;
    private final RandomGenerator random;
    private final Traffic traffic;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Books books;
    private final ModuleSet modules;
    private final @Nullable Deployed deployed;
    private final Past past;

    private Context context;
    private State base;
    private Overlay block;
    private int room;
    private State settled;
    private Hash stateRoot;
    private Rows rows;
    private int step;

    /** Simulates the executor itself. */
    public Simulator(long seed, Genesis genesis) {
        this(seed, genesis, Executor::execute);
    }

    public Simulator(long seed, Genesis genesis, Engine engine) {
        this(seed, genesis, engine, null);
    }

    /** Simulates a life in which a capability is active from the start. */
    public Simulator(long seed, Genesis genesis, Engine engine, @Nullable Deployed deployed) {
        this.seed = seed;
        this.engine = engine;
        random = new SplittableRandom(seed);
        past = new Past(new SplittableRandom(~seed));
        traffic = new Traffic(random, deployed);
        Chain chain = Chain.found(genesis).chain();
        base = chain.state();
        modules = deployed == null ? chain.modules() : ModuleSet.of(List.of(deployed.module()), RulesSource.NONE);
        this.deployed = deployed;
        block = new Overlay(base);
        settled = base;
        stateRoot = stateRoot(settled);
        rows = rows();
        context = new Context(genesis.chainId(), 1, genesis.time());
        books = new Books(rows, deployed);
    }

    /**
     * Executes some more steps.
     *
     * @return how often each outcome came, by the code of the failure or "applied"
     */
    public Map<String, Integer> run(int steps) {
        return run(steps, moment -> {});
    }

    /** @param witness is shown every step after it was checked */
    public Map<String, Integer> run(int steps, Consumer<Moment> witness) {
        for (int i = 0; i < steps; i++) {
            step++;
            if (room == 0) {
                beginBlock();
            }
            room--;
            witness.accept(executeNext());
        }
        return Map.copyOf(outcomes);
    }

    private Rows rows() {
        return Rows.of(settled, deployed == null ? List.of() : deployed.agreements());
    }

    private void beginBlock() {
        base = settled;
        block = new Overlay(base);
        room = 1 + random.nextInt(LONGEST_BLOCK);
        Duration later = Duration.ofMillis(random.nextInt(20_000));
        context = new Context(
                context.chainId(), context.height() + 1, context.time().plus(later));
    }

    private Moment executeNext() {
        CoreReads reads = new CoreReads(settled);
        VerifiedTransaction transaction = traffic.next(context, rows, reads::nextSequence);
        State before = settled;
        Hash rootBefore = stateRoot;

        Overlay copy = new Overlay(block);
        Outcome onCopy = engine.execute(modules, context, new Step.Apply(transaction), copy);
        WriteSet writes = copy.writes();
        copy.discard();
        Overlay fresh = new Overlay(settled);
        Outcome onFresh = engine.execute(modules, context, new Step.Apply(transaction), fresh);
        Outcome outcome = engine.execute(modules, context, new Step.Apply(transaction), block);

        require(onCopy.equals(outcome) && onFresh.equals(outcome), "the views come to different outcomes", transaction);
        require(fresh.writes().equals(writes), "the views are written differently", transaction);
        State after = settled.with(writes);
        if (step % WITNESSED == 0) {
            requireSameOnWitness(transaction, outcome, writes, after);
        }
        settled = after;
        stateRoot = stateRoot(settled);
        outcome.events().forEach(books::enter);
        if (!stateRoot.equals(rootBefore)) { // the root names all that rows are read from
            rows = rows();
        }
        require(
                Hash.of(base.with(block.writes()).root()).equals(Hash.of(settled.root())),
                "the views have different roots",
                transaction);
        past.remember(new Past.Executed(context, transaction, before, outcome, writes));
        Past.Executed old = past.recall();
        Overlay historic = new Overlay(old.before());
        require(
                engine.execute(modules, old.context(), new Step.Apply(old.transaction()), historic)
                                .equals(old.outcome())
                        && historic.writes().equals(old.writes()),
                "the past has changed",
                old.transaction());
        requireNonce(transaction, before, writes, outcome);
        require(
                outcome.failure() == null
                        || stateRoot.equals(rootBefore) && outcome.events().isEmpty(),
                "what was rejected has left something behind",
                transaction);
        requireSupplies(transaction);
        require(rows.equals(books.balance()), "who reads the events knows something else", transaction);

        FailureRow failure = outcome.failure();
        outcomes.merge(failure == null ? "applied" : failure.code(), 1, Integer::sum);
        return new Moment(context, transaction, outcome, stateRoot);
    }

    /** On proofs of what the step reads and writes alone, it comes to the same, and so do both roots after it. */
    private void requireSameOnWitness(VerifiedTransaction transaction, Outcome outcome, WriteSet writes, State after) {
        Recorder recorder = new Recorder(settled);
        Overlay recorded = new Overlay(recorder);
        engine.execute(modules, context, new Step.Apply(transaction), recorded);
        WitnessView witness = recorder.witness(recorded.writes());
        Overlay again = new Overlay(witness);
        Outcome onWitness = engine.execute(modules, context, new Step.Apply(transaction), again);
        require(onWitness.equals(outcome), "the witness comes to a different outcome", transaction);
        require(again.writes().equals(writes), "the witness is written differently", transaction);
        require(witness.roots().state().equals(stateRoot), "the witness is of another state", transaction);
        WitnessView.Roots roots = witness.rootsAfter(writes);
        require(roots.state().equals(stateRoot(after)), "the witness has another state root", transaction);
        require(
                roots.nonces().equals(Hash.of(after.tableRoot(Rows.NONCES))),
                "the witness has another nonces root",
                transaction);
    }

    private void requireNonce(VerifiedTransaction transaction, State before, WriteSet writes, Outcome outcome) {
        List<Write> nonces = writes.writes().stream()
                .filter(write -> write.table().equals(Rows.NONCES))
                .toList();
        if (nonces.isEmpty()) {
            require(outcome.failure() != null && writes.isEmpty(), "it was executed without a nonce", transaction);
            return;
        }
        CoreReads reads = new CoreReads(before);
        long signer = Objects.requireNonNull(
                        reads.account(transaction.transaction().signer()))
                .ordinal();
        int lane = transaction.transaction().lane();
        long next = reads.nextSequence(signer, lane);
        boolean right = nonces.size() == 1
                && transaction.transaction().sequence() == next
                && new CoreReads(settled).nextSequence(signer, lane) == next + 1;
        require(right, "it uses up another nonce than its own", transaction);
    }

    private void requireSupplies(VerifiedTransaction transaction) {
        Map<String, BigInteger> sums = new TreeMap<>();
        for (Map.Entry<Holding, BigInteger> held : rows.balances().entrySet()) {
            require(held.getValue().signum() > 0, held.getKey() + " is nothing", transaction);
            sums.merge(held.getKey().asset(), held.getValue(), BigInteger::add);
        }
        for (Map.Entry<Holding, BigInteger> held : rows.held().entrySet()) {
            require(held.getValue().signum() > 0, held.getKey() + " is nothing", transaction);
            sums.merge(held.getKey().asset(), held.getValue(), BigInteger::add);
        }
        require(sums.equals(rows.supplies()), "balances do not add up to the supply", transaction);
    }

    private static Hash stateRoot(State state) {
        return Hash.of(state.root(table -> !table.equals(Rows.NONCES)));
    }

    private void require(boolean holds, String otherwise, VerifiedTransaction transaction) {
        if (!holds) {
            throw new AssertionError(
                    "seed " + seed + ", step " + step + ": " + otherwise + " after " + transaction.transaction());
        }
    }
}
