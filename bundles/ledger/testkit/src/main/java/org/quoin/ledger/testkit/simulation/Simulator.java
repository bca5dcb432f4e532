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
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.Trial;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/**
 * Executes random steps, each on all {@linkplain Views views} that there are, which must agree. A step is a transaction, or the
 * start or the end of a block, in which rules act by themselves, rows come over to another form and activations are due. After
 * every step this must hold:
 *
 * <ul>
 *   <li>what accounts and agreements hold of an asset adds up to its supply, and nobody has nothing or less;
 *   <li>what is locked of an account's funds is what the open agreements that it owns hold;
 *   <li>a transaction uses up one nonce of its signer, or none if its envelope does not hold, and touches no other; the start and
 *       the end of a block touch none;
 *   <li>what is rejected changes nothing else, but that its fee is paid;
 *   <li>who only reads the events knows every account, asset, agreement and balance; which rules are active, are due, and keep
 *       which agreement; and whose rows are being brought over.
 * </ul>
 *
 * <p>Whatever does not hold is an {@link AssertionError} that names the seed and the step.
 */
public final class Simulator {
    private static final int LONGEST_BLOCK = 12;

    /** Of so many steps, one is executed on a witness too. */
    private static final int WITNESSED = Integer.getInteger("quoin.simulation.witnessed", 10);

    /** In characters, of a step that something does not hold after: activations have whole jars in them. */
    private static final int MOST_TOLD = 2_000;

    private final long seed;
    private final RandomGenerator random;
    private final Traffic traffic;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<Deployed> deployed;
    private final Library library;
    private final Views views;
    private final Books books;

    private Context context;
    private Rows rows;

    /** How many transactions the block has, how much gas they used, and how many more it will have. */
    private int transactions;

    private long gas;
    private int room;

    /** Of transactions; the start of a block counts with the first of them, and its end with the last. */
    private int step;

    /** Simulates the executor itself. */
    public Simulator(long seed, Genesis genesis) {
        this(seed, genesis, Executor::execute);
    }

    /**
     * Simulates a life in which some capabilities are active from the start; those that have releases become newer and older in
     * the midst of it.
     *
     * @param deployed what each knows, it knows of this life alone
     */
    public Simulator(long seed, Genesis genesis, Engine engine, Deployed... deployed) {
        this.seed = seed;
        this.deployed = List.of(deployed);
        random = new SplittableRandom(seed);
        traffic = new Traffic(random, this.deployed);
        library = new Library(this.deployed);
        context = new Context(genesis.chainId(), 1, genesis.time());
        State start = Chain.found(genesis).chain().state();
        ModuleSet modules = ModuleSet.none(library);
        for (Deployed each : deployed) {
            start = start.with(
                    new Trial(each.module(), modules).on(start, context).writes());
            modules = modules.after(new CoreReads(start), List.of());
        }
        views = new Views(engine, new SplittableRandom(~seed), modules, context, start);
        rows = rows();
        books = new Books(rows, this.deployed, library);
    }

    /**
     * Executes some more transactions.
     *
     * @return how often each outcome came, by the code of the failure or "applied"; and by the name of the event how often the
     *     ledger reported what at the starts and ends of blocks
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

    private void beginBlock() {
        room = 1 + random.nextInt(LONGEST_BLOCK);
        Duration later = Duration.ofMillis(random.nextInt(20_000));
        context = new Context(
                context.chainId(), context.height() + 1, context.time().plus(later));
        views.begin(context);
        books.begin();
        transactions = 0;
        gas = 0;

        count(execute(new Step.Start()));
    }

    private Moment executeNext() {
        CoreReads reads = new CoreReads(views.settled());
        VerifiedTransaction transaction = traffic.next(context, rows, reads::nextSequence);

        Outcome outcome = execute(new Step.Apply(transaction));

        transactions++;
        gas += outcome.gas();
        FailureRow failure = outcome.failure();
        outcomes.merge(failure == null ? "applied" : failure.code(), 1, Integer::sum);
        return new Moment(context, transaction, outcome, views.stateRoot());
    }

    private void endBlock() {
        count(execute(new Step.End(transactions, gas)));
    }

    private void count(Outcome ofBlock) {
        ofBlock.events().stream()
                .filter(event -> event.capability().equals(CoreCapability.NAME))
                .forEach(event -> outcomes.merge(event.name(), 1, Integer::sum));
    }

    /** Says of what does not hold where that was. */
    private Outcome execute(Step next) {
        try {
            return executeAndCheck(next);
        } catch (AssertionError e) {
            String told = next instanceof Step.Apply apply
                    ? apply.transaction().transaction().toString()
                    : next + " of block " + context.height();
            throw new AssertionError(
                    "seed " + seed + ", step " + step + ": " + e.getMessage() + " after "
                            + told.substring(0, Math.min(told.length(), MOST_TOLD)),
                    e);
        }
    }

    private Outcome executeAndCheck(Step next) {
        Hash rootBefore = views.stateRoot();
        Views.Executed executed = views.execute(next, step % WITNESSED == 0);
        Outcome outcome = executed.outcome();
        boolean changed = !views.stateRoot().equals(rootBefore);

        outcome.events().forEach(books::enter);
        if (changed) { // the root names all that rows are read from
            rows = rows();
        }
        if (next instanceof Step.Apply apply) {
            requireNonce(apply.transaction(), executed);
        } else {
            require(outcome.failure() == null, "a block has failed as a whole");
            require(nonces(executed).isEmpty(), "it uses up a nonce that nobody signed for");
        }
        require(
                outcome.failure() == null || !changed && outcome.events().isEmpty() || isFeeAlone(outcome.events()),
                "what was rejected has left something behind");
        requireSupplies();
        require(rows.equals(books.balance()), "who reads the events knows something else");
        if (next instanceof Step.End) {
            deployed.forEach(each -> each.requireRows(views.modules(), context, views.settled()));
            views.end();
        }
        return outcome;
    }

    private static boolean isFeeAlone(List<EventRow> events) {
        return events.size() == 1
                && events.get(0).capability().equals(CoreCapability.NAME)
                && events.get(0).name().equals("fee-paid");
    }

    private Rows rows() {
        List<String> agreements =
                deployed.stream().flatMap(each -> each.agreements().stream()).toList();
        return Rows.of(views.settled(), agreements, library.rules());
    }

    private void requireNonce(VerifiedTransaction transaction, Views.Executed executed) {
        List<Write> nonces = nonces(executed);
        if (nonces.isEmpty()) {
            boolean nothing =
                    executed.outcome().failure() != null && executed.writes().isEmpty();
            require(nothing, "it was executed without a nonce");
            return;
        }
        CoreReads reads = new CoreReads(executed.before());
        long signer = Objects.requireNonNull(
                        reads.account(transaction.transaction().signer()))
                .ordinal();
        int lane = transaction.transaction().lane();
        long next = reads.nextSequence(signer, lane);
        boolean right = nonces.size() == 1
                && transaction.transaction().sequence() == next
                && new CoreReads(views.settled()).nextSequence(signer, lane) == next + 1;
        require(right, "it uses up another nonce than its own");
    }

    private static List<Write> nonces(Views.Executed executed) {
        return executed.writes().writes().stream()
                .filter(write -> write.table().equals(Rows.NONCES))
                .toList();
    }

    private void requireSupplies() {
        Map<String, BigInteger> sums = new TreeMap<>();
        rows.supplies().keySet().forEach(asset -> sums.put(asset, BigInteger.ZERO));
        for (Map<Holding, BigInteger> holdings : List.of(rows.balances(), rows.held())) {
            for (Map.Entry<Holding, BigInteger> held : holdings.entrySet()) {
                require(held.getValue().signum() > 0, held.getKey() + " is nothing");
                sums.merge(held.getKey().asset(), held.getValue(), BigInteger::add);
            }
        }
        require(sums.equals(rows.supplies()), "balances do not add up to the supply");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
