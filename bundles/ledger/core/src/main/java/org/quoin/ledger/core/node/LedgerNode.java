package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Maintenance;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Subscription;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.audit.ChainAudit;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.metrics.Figures;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.StoreException;

/**
 * A ledger on this machine. The way of a transaction: read on the submitter's thread, verified on one of several at the
 * {@link Door}, queued, put into a block and executed on the sequencer's thread, settled on another, written and synced on
 * the journal's, then visible to reads and answered.
 */
public final class LedgerNode implements Ledger, AutoCloseable {
    private static final Logger LOG = System.getLogger(LedgerNode.class.getName());

    private final Genesis genesis;
    private final LedgerClock clock;
    private final Reads reads;
    private final Door door;
    private final Prover prover;
    private final Verifier verifier;
    private final Subscriptions subscriptions;
    private final Opened opened;
    private final Views views;
    private final Shares shares;
    private final Waiting waiting;
    private final StoredLog log;
    private final Headroom headroom;
    private final Figures figures = new Figures();
    private final Maintenance maintenance;
    private final CountDownLatch sequencerEnded = new CountDownLatch(1);
    private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
    private volatile Runnable modulesListener = () -> {};
    private volatile boolean closing;

    private LedgerNode(
            LedgerStore store, Genesis genesis, Opened opened, LedgerClock clock, Executor threads, Capacity capacity) {
        this.genesis = genesis;
        this.clock = clock;
        this.opened = opened;
        reads = new Reads(genesis, opened, clock);
        views = new Views(genesis, opened, reads::chain);
        verifier = new Verifier(genesis, opened.history(), opened.rules(), store);
        prover = new Prover(genesis, opened.history(), views);
        subscriptions = new Subscriptions(reads, threads);
        shares = new Shares(capacity, System::nanoTime);
        waiting = new Waiting(shares, System::nanoTime);
        maintenance = new Upkeep(store, genesis, opened.journal(), reads, opened.rules());
        BlockMachine machine = new BlockMachine(opened.chain(), opened.memory().rows());
        Answers answers = new Answers();
        opened.checkpoints().onFailure((failure, damaged) -> {
            if (damaged) {
                distrust(store);
            }
            answers.lost(failure);
        });
        log = StoredLog.of(opened, machine, threads, answers::lost, figures::forced, figures::stored);
        headroom = new Headroom(store.room(), log);
        headroom.look();
        door = new Door(
                genesis.chainId(),
                reads,
                shares,
                waiting,
                headroom,
                figures,
                opened.memory().readAhead());
        register(store);
        Sequencer sequencer = new Sequencer(waiting, machine, log, clock, answers);
        threads.execute(() -> run(sequencer));
        door.open(threads);
    }

    private void register(LedgerStore store) {
        figures.gauge("quoin_height", () -> reads.chain().header().height());
        figures.gauge(
                "quoin_head_time_seconds", () -> reads.chain().header().time().toEpochMilli() / 1e3);
        figures.gauge("quoin_transactions_waiting", () -> backlog().waiting());
        figures.gauge("quoin_transactions_verifying", this::verifying);
        figures.gauge("quoin_unstored_blocks", () -> backlog().unstoredBlocks());
        figures.gauge("quoin_unstored_bytes", () -> backlog().unstoredBytes());
        figures.gauge("quoin_disk_free_bytes", () -> free(store));
    }

    private static double free(LedgerStore store) {
        try {
            return store.room().free();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The disk of the ledger does not say how much room it has", e);
            return Double.NaN;
        }
    }

    /**
     * Opens the ledger in a store, after making one there if there is none.
     *
     * @param genesis of a ledger that has to be made; not asked for one that exists
     * @param threads lends four threads, one for each processor and one for each subscription, until {@link #close}
     * @throws org.quoin.ledger.core.journal.DamagedDataException if the data are not what was written
     * @throws org.quoin.ledger.core.journal.DataInUseException if another process has the ledger open
     * @throws IOException if the store cannot be read or written
     */
    public static LedgerNode open(LedgerStore store, Supplier<Genesis> genesis, InstantSource clock, Executor threads)
            throws IOException {
        return open(store, genesis, clock, threads, Capacity.DEFAULT);
    }

    /**
     * Opens the ledger with room of its own for what waits.
     *
     * @param capacity more is turned away with {@link OverloadedException}
     */
    public static LedgerNode open(
            LedgerStore store, Supplier<Genesis> genesis, InstantSource clock, Executor threads, Capacity capacity)
            throws IOException {
        if (!store.exists()) {
            store.create(genesis.get());
        }
        Headroom.forOpening(store.room());
        Genesis founded = store.genesis();
        Opened opened = Opened.open(store, founded);
        try {
            LedgerClock time = new LedgerClock(clock);
            if (founded.development()) {
                time.continueFrom(opened.chain().header().time());
            }
            return new LedgerNode(store, founded, opened, time, threads, capacity);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** Returns when everything accepted is answered, and durable if the disk has room for it. */
    @Override
    public void close() {
        closing = true;
        door.close();
        log.giveUpWhenFull();
        boolean interrupted = false;
        while (sequencerEnded.getCount() > 0) {
            try {
                sequencerEnded.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        log.close();
        subscriptions.close();
        opened.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * This ledger as a host sees it: held to what operators have granted it. What it has used of its quotas is counted by its name,
     * however often it is handed out.
     *
     * @param host the symbolic name of its bundle
     * @param delivers whether that bundle delivers rules of a capability
     */
    public Ledger forHost(String host, Predicate<String> delivers) {
        Quota quota = quotas.computeIfAbsent(host, none -> new Quota());
        return new HostLedger(this, door, reads, new HostScope(host, reads, delivers, quota));
    }

    /** Power over time and blocks, if genesis says that this is a development chain. */
    public Optional<Development> development() {
        return genesis.development() ? Optional.of(new TimeMachine()) : Optional.empty();
    }

    /** As {@link LedgerFile#exportTo}. */
    public LedgerFile.Position exportTo(Path file, LedgerFile.Progress progress) {
        return reads.exportTo(file, progress);
    }

    /**
     * Writes the ledger as of its newest durable block, and keys, into one file.
     *
     * @param keys by account, as a wallet keeps them
     * @throws org.quoin.ledger.api.LedgerFileException {@code FILE_EXISTS} or {@code FILE_FAILED}
     */
    public LedgerFile.Position dumpTo(Path file, Map<String, String> keys, LedgerFile.Progress progress) {
        Header head = reads.chain().header();
        DumpFile.write(file, head, this::record, keys, progress);
        return new LedgerFile.Position(head.height(), head.state(), 0);
    }

    /** The encoded record of a block. */
    byte[] record(long height) {
        return opened.history().record(height);
    }

    Genesis genesis() {
        return genesis;
    }

    /** Whether its blocks do nothing but change which rules are active, as a node does by itself. */
    boolean isUntouched() {
        return reads.isUntouched();
    }

    @Override
    public LedgerInfo info() {
        return reads.info();
    }

    @Override
    public Instant now() {
        return reads.now();
    }

    @Override
    public CompletableFuture<Receipt> submit(Bytes bytes) {
        return door.submit(bytes, Scope.UNBOUNDED);
    }

    @Override
    public FeeEstimate estimate(Transaction transaction) {
        return door.estimate(transaction, Scope.UNBOUNDED);
    }

    @Override
    public long waiting(long tip) {
        return door.before(tip);
    }

    @Override
    public Receipt simulate(Bytes bytes) {
        return door.simulate(bytes, Scope.UNBOUNDED);
    }

    @Override
    public Optional<Receipt> receipt(Hash transaction) {
        return reads.receipt(transaction);
    }

    @Override
    public Optional<SignedTransaction> transaction(Hash id) {
        return reads.transaction(id);
    }

    @Override
    public long nextEvent() {
        return reads.nextEvent();
    }

    @Override
    public Optional<Block> block(long height) {
        return reads.block(height);
    }

    @Override
    public Optional<Account> account(String name) {
        return reads.account(name);
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit) {
        return reads.accounts(cursor, limit);
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit, long height) {
        return reads.accounts(cursor, limit, kept(height));
    }

    @Override
    public Optional<AssetInfo> asset(String symbol) {
        return reads.asset(symbol);
    }

    @Override
    public Page<AssetInfo> assets(@Nullable String cursor, int limit) {
        return reads.assets(cursor, limit);
    }

    @Override
    public List<Balance> balances(String account) {
        return reads.balances(account);
    }

    @Override
    public List<Balance> balances(String account, long height) {
        return reads.balances(account, kept(height));
    }

    @Override
    public Page<Event> events(long from, int limit) {
        return reads.events(from, limit);
    }

    @Override
    public Subscription subscribe(long from, Consumer<? super Event> listener) {
        return subscriptions.add(from, listener);
    }

    @Override
    public Optional<Description> description(String capability) {
        return reads.description(capability);
    }

    @Override
    public Optional<Description> description(String capability, long height) {
        return reads.description(capability, height);
    }

    @Override
    public List<Module> modules() {
        return reads.modules();
    }

    @Override
    public List<ScheduledModule> scheduledModules() {
        return reads.scheduledModules();
    }

    @Override
    public ModulePolicy modulePolicy() {
        return reads.state().modulePolicy();
    }

    @Override
    public List<HostGrant> hostGrants() {
        return reads.hostGrants();
    }

    @Override
    public HostGrant hostGrant(String host) {
        return reads.hostGrant(host);
    }

    @Override
    public Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit) {
        return reads.moduleHistory(cursor, limit);
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input) {
        return reads.query(capability, query, schema, input);
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input, long height) {
        return reads.query(capability, query, schema, input, kept(height));
    }

    @Override
    public long nextSequence(String account, int lane) {
        return door.nextSequence(account, lane);
    }

    @Override
    public Verification verify(long from, long to) {
        return verify(from, to, LedgerFile.Progress.NONE);
    }

    @Override
    public Verification verify(long from, long to, LedgerFile.Progress progress) {
        try {
            Verification found = verifier.verify(from, to, reads.chain(), progress);
            return found.ok() ? new Verification(from, to, found.stateRoot(), null, reads.damageOfTheStore()) : found;
        } catch (IllegalStateException | StoreException e) {
            throw closing ? cutShort(e) : e;
        }
    }

    private static RefusedException cutShort(RuntimeException cause) {
        RefusedException refused = new RefusedException(LedgerFailure.LEDGER_STOPPED.failure(
                Values.of("reason", "it was closed before the verification had come to an end")));
        refused.initCause(cause);
        return refused;
    }

    @Override
    public OperatorSet operatorSet() {
        return prover.operators();
    }

    @Override
    public Proof prove(Claim claim, long height, long under) {
        return prover.prove(claim, height, under, reads.chain().header().height());
    }

    /** Says which wallet holds the keys of operators, if this node has some: it then signs the headers that it proves under. */
    public void certifyWith(Wallet wallet) {
        prover.certifyWith(wallet);
    }

    /** Says which modules are delivered to this node, whatever the chain has active. */
    public void available(Set<ModuleId> modules) {
        reads.available(modules);
    }

    /** Those that were said to be available last. */
    public Set<ModuleId> available() {
        return reads.available();
    }

    /** Brings what operators change on the chain to a log, until it is closed. */
    public ChainAudit audit(AuditLog log) {
        return new ChainAudit(this, reads::origin, reads.chain().nextEvent(), log);
    }

    /**
     * Says whom to tell when other rules have become active.
     *
     * @param listener is called on a thread of the ledger, once the change is visible to reads: it must be short
     */
    public void onModulesChanged(Runnable listener) {
        modulesListener = listener;
    }

    /**
     * Loads rules ahead of their activation, which then takes no longer than another transaction.
     *
     * @throws org.quoin.ledger.core.module.InvalidRulesException if no module can be made of the jar
     */
    LoadedModule load(Bytes jar) {
        return reads.chain().modules().describe(Hash.sha256(jar.toArray()), jar);
    }

    /** @param delivered the jars that bundles deliver to this node */
    public Rehearsals rehearsals(Function<Hash, Optional<Bytes>> delivered) {
        return new Rehearser(reads, views, delivered);
    }

    /** How many transactions are submitted and not yet known to be valid; the others wait for a block, or are answered. */
    public int verifying() {
        return door.verifying();
    }

    /** What it counts and measures while it is open. */
    public Figures figures() {
        return figures;
    }

    /** Why it takes no transactions, if so; a full disk is noticed by {@link #tend}. */
    public Optional<String> condition() {
        return door.condition();
    }

    /** What is submitted and not in a block, and what is in a block and not stored. */
    public Backlog backlog() {
        return log.backlog(shares.waiting());
    }

    /**
     * Says whom to tell why no transaction is taken, and with an empty reason that they are taken again. Of a full disk it is
     * told by {@link #tend}.
     *
     * @param listener is called on a thread of the ledger: it must be short
     */
    public void onCondition(Consumer<Optional<String>> listener) {
        door.onCondition(listener);
    }

    /**
     * To be called every second or so: looks whether the disk has room, and keeps some back; and whether the ledger is quiet, so that
     * what is not stored can be.
     */
    public void tend() {
        headroom.reserve();
        door.tellOfRoom();
        if (!headroom.isShort()) {
            log.tend();
        }
    }

    /** Care for the files. */
    public Maintenance maintenance() {
        return maintenance;
    }

    @Override
    public List<String> operators() {
        return genesis.operators();
    }

    private void run(Sequencer sequencer) {
        try {
            sequencer.run();
        } catch (InterruptedException e) {
            door.stop("its thread was interrupted", e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            door.stop(Door.NODE_ERROR, e);
            throw e;
        } finally {
            sequencerEnded.countDown();
        }
    }

    private static void distrust(LedgerStore store) {
        try {
            store.distrustState();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The store is damaged, and could not be marked so for the next start", e);
        }
    }

    /**
     * The chain as it stood after one of the last 1,024 blocks, with the rules of the next.
     *
     * @throws IllegalArgumentException if there is no such block yet, or it is older than what is kept
     */
    public Chain at(long height) {
        return views.at(height);
    }

    private Chain kept(long height) {
        try {
            return views.at(height);
        } catch (HeightNotKeptException e) {
            throw e.refused();
        }
    }

    private void modulesChanged(Chain chain) {
        LOG.log(
                Level.INFO,
                "From block " + (chain.header().height() + 1) + " on the active modules are "
                        + chain.modules().ids());
        modulesListener.run();
    }

    /** What never may happen is told to the operator, whoever submitted it. */
    private static void alarm(Failure failure) {
        if (failure.code().equals(LedgerFailure.INVARIANT_BREACHED.name())
                || failure.code().equals(LedgerFailure.MODULE_FAULT.name())) {
            LOG.log(Level.ERROR, failure.message());
        }
    }

    /** Makes blocks visible and tells the submitters. Called on the threads of sequencer and journal. */
    private final class Answers implements Sequencer.Listener {
        @Override
        public void committed(Chain.Extension block, List<Waiting.Submitted> transactions) {
            BlockRecord record = block.record();
            ModuleSet before = reads.chain().modules();
            views.add(record, block.chain());
            reads.publish(record, block.chain());
            figures.block(transactions.size());
            subscriptions.published();
            if (block.chain().modules() != before) {
                modulesChanged(block.chain());
            }
            Presentation presentation = reads.presentation(record.header(), block.chain());
            long event = record.header().firstEvent()
                    + record.outcome().start().events().size();
            for (int index = 0; index < transactions.size(); index++) {
                ReceiptRow row = record.receipts().get(index);
                Waiting.Submitted submitted = transactions.get(index);
                Receipt receipt = presentation.receipt(row, record.header().height(), index, event);
                event += row.outcome().events().size();
                receipt.failure().ifPresent(LedgerNode::alarm);
                door.ordered(submitted, receipt);
            }
        }

        @Override
        public @Nullable Refusal closed() {
            return door.closed();
        }

        @Override
        public int coming() {
            return door.verifying();
        }

        @Override
        public void refused(Waiting.Submitted submitted, Refusal refusal) {
            door.refused(submitted, refusal);
        }

        @Override
        public void lost(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            door.stop(reason(cause), cause);
        }

        @Override
        public LedgerInfo info() {
            return reads.info();
        }

        private String reason(Throwable cause) {
            if (cause instanceof JournalFailedException && cause.getCause() != null) {
                return "its disk failed (" + cause.getCause().getMessage() + ")";
            }
            return cause instanceof StoreException || cause instanceof UnreadableStateError
                    ? "of its store (" + cause.getMessage() + ")"
                    : Door.NODE_ERROR;
        }
    }

    private final class TimeMachine implements Development {
        private static final int MOST_BLOCKS = 10_000;

        @Override
        public LedgerInfo advance(Duration duration) {
            if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(3650)) > 0) {
                throw new IllegalArgumentException("time moves forward only, by at most 3650 days at once");
            }
            clock.advance(duration);
            return mine(1);
        }

        @Override
        public LedgerInfo advanceTo(Instant time) {
            return advance(Duration.between(reads.now(), time));
        }

        @Override
        public LedgerInfo mine(int blocks) {
            if (blocks < 1 || blocks > MOST_BLOCKS) {
                throw new IllegalArgumentException("choose 1 to " + MOST_BLOCKS + " blocks, not " + blocks);
            }
            return door.mine(blocks);
        }

        @Override
        public boolean automine() {
            return !waiting.isHeld();
        }

        @Override
        public void automine(boolean automatically) {
            waiting.hold(!automatically);
        }

        @Override
        public int waiting() {
            return shares.waiting();
        }

        @Override
        public Bytes genesis() {
            return genesis.encode();
        }
    }
}
