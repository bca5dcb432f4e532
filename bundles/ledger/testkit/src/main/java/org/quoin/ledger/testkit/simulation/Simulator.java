package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockOutcome;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Executed;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.Trial;
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
 * that state as history; and, one step of some, on a witness, which holds proofs of what the step touches and nothing else. A step
 * is a transaction, or the start or end of a block, in which rules act by themselves, rows come over to another form and
 * activations are due. The whole block is executed once more as proposers do it. They must agree, and after every step this must
 * hold:
 *
 * <ul>
 *   <li>what accounts and agreements hold of an asset adds up to its supply, and nobody has nothing or less;
 *   <li>what is locked of an account's funds is what the open agreements that it owns hold;
 *   <li>a transaction uses up one nonce of its signer, or none if its envelope does not hold, and touches no other; the start and
 *       end of a block touch none;
 *   <li>what is rejected changes nothing else;
 *   <li>who only reads the events knows every account, asset, agreement and balance; which rules are active, due and keep which
 *       agreement; and whose rows are being brought over.
 * </ul>
 *
 * <p>Whatever does not hold is an {@link AssertionError} that names the seed and the step.
 */
public final class Simulator {
    private static final int LONGEST_BLOCK = 12;

    /** Of so many steps, one is executed on a witness too. */
    private static final int WITNESSED = Integer.getInteger("quoin.simulation.witnessed", 10);

    /** In characters, of a step that is told about: activations have whole jars in them. */
    private static final int MOST_TOLD = 2_000;

    private final long seed;
    private final Engine engine;
    private final RandomGenerator random;
    private final Traffic traffic;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Books books;
    private final List<Deployed> deployed;
    private final Library library;
    private final Past past;

    private ModuleSet modules;
    private Context context;
    private Instant former;
    private State base;
    private Overlay block;
    private Outcome start = Outcome.NOTHING;
    private final List<VerifiedTransaction> transactions = new ArrayList<>();
    private final List<ReceiptRow> receipts = new ArrayList<>();
    private int room;
    private State settled;
    private Hash stateRoot;
    private Rows rows;
    private int step;

    /** Simulates the executor itself. */
    public Simulator(long seed, Genesis genesis) {
        this(seed, genesis, Executor::execute);
    }

    /**
     * Simulates a life in which some capabilities are active from the start. Those that have releases are upgraded in the midst of
     * it.
     *
     * @param deployed each made for this life alone
     */
    public Simulator(long seed, Genesis genesis, Engine engine, Deployed... deployed) {
        this.seed = seed;
        this.engine = engine;
        this.deployed = List.of(deployed);
        library = new Library(this.deployed);
        random = new SplittableRandom(seed);
        past = new Past(new SplittableRandom(~seed));
        traffic = new Traffic(random, this.deployed);
        context = new Context(genesis.chainId(), 1, genesis.time());
        former = genesis.time();
        base = Chain.found(genesis).chain().state();
        modules = ModuleSet.none(library);
        for (Deployed each : deployed) {
            base = base.with(new Trial(each.module(), modules).on(base, context).writes());
            modules = modules.after(new CoreReads(base), List.of());
        }
        block = new Overlay(base);
        settled = base;
        stateRoot = stateRoot(settled);
        rows = rows();
        books = new Books(rows, this.deployed, library);
    }

    /**
     * Executes some more transactions.
     *
     * @return how often each outcome came, by the code of the failure or "applied"; and how often what the ledger reported of the
     *     starts and ends of blocks, by the name of the event
     */
    public Map<String, Integer> run(int steps) {
        return run(steps, moment -> {});
    }

    /** @param witness is shown every transaction after it was checked */
    public Map<String, Integer> run(int steps, Consumer<Moment> witness) {
        for (int i = 0; i < steps; i++) {
            step++;
            if (room == 0) {
                beginBlock();
            }
            room--;
            witness.accept(executeNext());
            if (room == 0) {
                endBlock();
            }
        }
        return Map.copyOf(outcomes);
    }

    private Rows rows() {
        List<String> agreements = deployed.stream()
                .flatMap(each -> each.agreements().stream())
                .toList();
        return Rows.of(settled, agreements, library.rules());
    }

    private void beginBlock() {
        base = settled;
        block = new Overlay(base);
        room = 1 + random.nextInt(LONGEST_BLOCK);
        Duration later = Duration.ofMillis(random.nextInt(20_000));
        former = context.time();
        context = new Context(context.chainId(), context.height() + 1, former.plus(later));
        books.beginBlock();
        transactions.clear();
        receipts.clear();

        start = executeOfBlock(new Step.Start());
    }

    private Moment executeNext() {
        CoreReads reads = new CoreReads(settled);
        VerifiedTransaction transaction = traffic.next(context, rows, reads::nextSequence);

        Outcome outcome = execute(new Step.Apply(transaction));

        transactions.add(transaction);
        receipts.add(new ReceiptRow(transaction.id(), outcome));
        FailureRow failure = outcome.failure();
        outcomes.merge(failure == null ? "applied" : failure.code(), 1, Integer::sum);
        return new Moment(context, transaction, outcome, stateRoot);
    }

    private void endBlock() {
        long gas = receipts.stream().mapToLong(receipt -> receipt.outcome().gas()).sum();
        Step.End end = new Step.End(receipts.size(), gas);
        Outcome outcome = executeOfBlock(end);
        checked(end, () -> deployed.forEach(each -> each.requireRows(settled)));

        ModuleSet next = modules.after(
                new CoreReads(settled),
                transactions.stream().map(VerifiedTransaction::transaction).toList());
        requireSameAsAWhole(outcome, next, end);
        modules = next;
    }

    private Outcome executeOfBlock(Step step) {
        Outcome outcome = execute(step);
        outcome.events().stream()
                .filter(event -> event.capability().equals(CoreCapability.NAME))
                .forEach(event -> outcomes.merge(event.name(), 1, Integer::sum));
        return outcome;
    }

    private Outcome execute(Step step) {
        State before = settled;
        Hash rootBefore = stateRoot;

        Overlay copy = new Overlay(block);
        Outcome onCopy = engine.execute(modules, context, step, copy);
        WriteSet writes = copy.writes();
        copy.discard();
        Overlay fresh = new Overlay(settled);
        Outcome onFresh = engine.execute(modules, context, step, fresh);
        Outcome outcome = engine.execute(modules, context, step, block);

        require(onCopy.equals(outcome) && onFresh.equals(outcome), "the views come to different outcomes", step);
        require(fresh.writes().equals(writes), "the views are written differently", step);
        State after = settled.with(writes);
        if (this.step % WITNESSED == 0) {
            requireSameOnWitness(step, outcome, writes, after);
        }
        settled = after;
        stateRoot = stateRoot(settled);
        checked(step, () -> outcome.events().forEach(books::enter));
        if (!stateRoot.equals(rootBefore)) { // the root names all that rows are read from
            rows = rows();
        }
        require(
                Hash.of(base.with(block.writes()).root()).equals(Hash.of(settled.root())),
                "the views have different roots",
                step);
        past.remember(new Past.Executed(modules, context, step, before, outcome, writes));
        Past.Executed old = past.recall();
        Overlay historic = new Overlay(old.before());
        require(
                engine.execute(old.modules(), old.context(), old.step(), historic)
                                .equals(old.outcome())
                        && historic.writes().equals(old.writes()),
                "the past has changed",
                old.step());
        requireNonce(step, before, writes, outcome);
        require(
                outcome.failure() == null
                        || stateRoot.equals(rootBefore) && outcome.events().isEmpty(),
                "what was rejected has left something behind",
                step);
        requireSupplies(step);
        require(rows.equals(books.balance()), "who reads the events knows something else", step);
        return outcome;
    }

    /** On proofs of what the step reads and writes alone, it comes to the same, and so do both roots after it. */
    private void requireSameOnWitness(Step step, Outcome outcome, WriteSet writes, State after) {
        Recorder recorder = new Recorder(settled);
        Overlay recorded = new Overlay(recorder);
        engine.execute(modules, context, step, recorded);
        WitnessView witness = recorder.witness(recorded.writes());
        Overlay again = new Overlay(witness);
        Outcome onWitness = engine.execute(modules, context, step, again);
        require(onWitness.equals(outcome), "the witness comes to a different outcome", step);
        require(again.writes().equals(writes), "the witness is written differently", step);
        require(witness.roots().state().equals(stateRoot), "the witness is of another state", step);
        WitnessView.Roots roots = witness.rootsAfter(writes);
        require(roots.state().equals(stateRoot(after)), "the witness has another state root", step);
        require(
                roots.nonces().equals(Hash.of(after.tableRoot(Rows.NONCES))),
                "the witness has another nonces root",
                step);
    }

    /** The block comes to the same when it is executed all at once, by what executes it in a node. */
    private void requireSameAsAWhole(Outcome end, ModuleSet next, Step step) {
        BlockInput input = new BlockInput(
                CoreCapability.PROTOCOL,
                context.height(),
                Hash.ZERO,
                context.time(),
                modules.hash(),
                context.height() - 1,
                Hash.ZERO,
                transactions);
        Executed whole =
                new Tip(context.chainId(), context.height() - 1, former, Hash.ZERO, base, modules).execute(input);
        require(
                whole.outcome().equals(new BlockOutcome(start, receipts, end)),
                "the block as a whole comes to a different outcome",
                step);
        require(
                whole.writes().writes().equals(block.writes()), "the block as a whole is written differently", step);
        require(whole.tip().modules().hash().equals(next.hash()), "the block as a whole leads to other rules", step);
    }

    private void requireNonce(Step step, State before, WriteSet writes, Outcome outcome) {
        List<Write> nonces = writes.writes().stream()
                .filter(write -> write.table().equals(Rows.NONCES))
                .toList();
        if (!(step instanceof Step.Apply apply)) {
            require(nonces.isEmpty(), "it uses up a nonce that nobody signed for", step);
            require(outcome.failure() == null, "what no transaction asked for has failed as a whole", step);
            return;
        }
        VerifiedTransaction transaction = apply.transaction();
        if (nonces.isEmpty()) {
            require(outcome.failure() != null && writes.isEmpty(), "it was executed without a nonce", step);
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
        require(right, "it uses up another nonce than its own", step);
    }

    private void requireSupplies(Step step) {
        Map<String, BigInteger> sums = new TreeMap<>();
        for (Map.Entry<Holding, BigInteger> held : rows.balances().entrySet()) {
            require(held.getValue().signum() > 0, held.getKey() + " is nothing", step);
            sums.merge(held.getKey().asset(), held.getValue(), BigInteger::add);
        }
        for (Map.Entry<Holding, BigInteger> held : rows.held().entrySet()) {
            require(held.getValue().signum() > 0, held.getKey() + " is nothing", step);
            sums.merge(held.getKey().asset(), held.getValue(), BigInteger::add);
        }
        require(sums.equals(rows.supplies()), "balances do not add up to the supply", step);
    }

    private static Hash stateRoot(State state) {
        return Hash.of(state.root(table -> !table.equals(Rows.NONCES)));
    }

    private void checked(Step step, Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            throw new AssertionError(told(String.valueOf(e.getMessage()), step), e);
        }
    }

    private void require(boolean holds, String otherwise, Step step) {
        if (!holds) {
            throw new AssertionError(told(otherwise, step));
        }
    }

    private String told(String otherwise, Step step) {
        String what = step instanceof Step.Apply apply
                ? apply.transaction().transaction().toString()
                : step + " of block " + context.height();
        return "seed " + seed + ", step " + this.step + ": " + otherwise + " after "
                + what.substring(0, Math.min(what.length(), MOST_TOLD));
    }
}
