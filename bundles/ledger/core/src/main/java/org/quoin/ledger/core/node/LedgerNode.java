package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.AccountRow;
import org.quoin.ledger.core.execution.AssetRow;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Envelope;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleChangeRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.GroupCommit;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.journal.Room;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.module.ModuleVersion;
import org.quoin.ledger.core.state.Overlay;

/**
 * A ledger on this machine. The way of a transaction: checked at the door on the submitter's thread, queued, put into a
 * block and executed on the sequencer's thread, written and synced on the journal's, then visible to reads and answered.
 */
public final class LedgerNode implements Ledger, AutoCloseable {
    private static final Logger LOG = System.getLogger(LedgerNode.class.getName());
    private static final String NODE_ERROR = "of an error in the node (see its log)";
    private static final String CLOSED = "it was closed";
    private static final int MAX_PAGE = 1_000;
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private static final Comparator<ModuleId> BY_NAME_AND_VERSION = Comparator.comparing(ModuleId::capability)
            .thenComparing(id -> ModuleVersion.parse(id.version()))
            .thenComparing(id -> id.sha256().toHex());

    /** Blocks that may be executed and not yet durable: one being synced, one to follow. */
    private static final int BLOCKS_IN_FLIGHT = 2;

    private final Genesis genesis;
    private final Hash chainId;
    private final Journal journal;
    private final History history;
    private final KeptRules rules;
    private final LedgerClock clock;
    private final Waiting waiting;
    private final Descriptions descriptions = new Descriptions();
    private final Lanes lanes = new Lanes();
    private final Map<Hash, CompletableFuture<Receipt>> pending = new ConcurrentHashMap<>();
    private final CountDownLatch sequencerEnded = new CountDownLatch(1);

    /** Held from the look at a lane until the transaction is in the queue, so that both have the same order. */
    private final Object door = new Object();

    private final BlockLog log;
    private final Headroom headroom;
    private volatile Chain published;
    private volatile @Nullable String stopped;
    private volatile Set<ModuleId> available = Set.of();
    private volatile Runnable modulesListener = () -> {};
    private final Condition condition = new Condition();

    private LedgerNode(
            Genesis genesis, Opened opened, Room room, LedgerClock clock, Executor threads, Capacity capacity) {
        this.genesis = genesis;
        chainId = genesis.chainId();
        journal = opened.journal();
        history = opened.history();
        rules = opened.rules();
        Chain chain = opened.chain();
        this.clock = clock;
        waiting = new Waiting(capacity);
        published = chain;
        rules.lookIn(this::reads);
        BlockMachine machine = new BlockMachine(chain);
        log = new JournalBlockLog(machine, new GroupCommit(journal, threads, BLOCKS_IN_FLIGHT));
        headroom = new Headroom(room, log);
        headroom.look();
        Sequencer sequencer = new Sequencer(waiting, machine, log, clock, new Answers());
        threads.execute(() -> run(sequencer));
    }

    /**
     * Opens the ledger in a store, after making one there if there is none.
     *
     * @param genesis of a ledger that has to be made; not asked for one that exists
     * @param threads lends two threads until {@link #close}
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
            return new LedgerNode(founded, opened, store.room(), time, threads, capacity);
        } catch (RuntimeException | Error e) {
            opened.journal().close();
            throw e;
        }
    }

    /** Returns when everything accepted is answered, and durable if the disk has room for it. */
    @Override
    public void close() {
        if (stopped == null) {
            stopped = CLOSED;
        }
        waiting.close();
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
        journal.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Power over time and blocks, if genesis says that this is a development chain. */
    public Optional<Development> development() {
        return genesis.development() ? Optional.of(new TimeMachine()) : Optional.empty();
    }

    @Override
    public LedgerInfo info() {
        return info(published);
    }

    @Override
    public Instant now() {
        Instant now = clock.now();
        Instant head = published.header().time();
        return now.isBefore(head) ? head : now;
    }

    @Override
    public CompletableFuture<Receipt> submit(Bytes bytes) {
        try {
            return submit(decode(bytes));
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refused(refusal));
        } catch (OutcomeUnknownException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Receipt> submit(SignedTransaction signed) {
        try {
            requireRunning();
            requireRoom();
            return accept(check(signed));
        } catch (Refusal refusal) {
            return former(signed).orElseThrow(() -> refusal);
        }
    }

    private CompletableFuture<Receipt> accept(VerifiedTransaction transaction) {
        Transaction content = transaction.transaction();
        synchronized (door) {
            CompletableFuture<Receipt> earlier = pending.get(transaction.id());
            if (earlier != null) {
                return earlier.copy();
            }
            AccountRow signer = Envelope.requireSigner(content, reads());
            lanes.take(transaction, () -> reads().nextSequence(signer.ordinal(), content.lane()));
            CompletableFuture<Receipt> answer = new CompletableFuture<>();
            pending.put(transaction.id(), answer);
            if (!waiting.offer(new Waiting.Submitted(transaction, answer))) {
                lanes.turnedAway(transaction);
                pending.remove(transaction.id());
                answer.completeExceptionally(noRoom());
            }
            return answer.copy();
        }
    }

    /**
     * The answer to a transaction that is ordered or waits to be: the same bytes get the same receipt, whatever has changed
     * since. Empty if this is none.
     */
    private Optional<CompletableFuture<Receipt>> former(SignedTransaction signed) {
        Hash id = signed.transaction().id();
        // In this order: what no longer waits can be found.
        CompletableFuture<Receipt> earlier = pending.get(id);
        Optional<CompletableFuture<Receipt>> answer =
                earlier == null ? ordered(id).map(CompletableFuture::completedFuture) : Optional.of(earlier.copy());
        return answer.filter(known -> VerifiedTransaction.verify(signed).isPresent());
    }

    private Optional<Receipt> ordered(Hash id) {
        try {
            return receipt(id);
        } catch (DamagedDataException | IllegalStateException e) {
            throw new OutcomeUnknownException(id, String.valueOf(e.getMessage()));
        }
    }

    private SubmissionException noRoom() {
        return stopped == null ? new OverloadedException(RETRY_AFTER) : refused(ledgerStopped());
    }

    private VerifiedTransaction check(SignedTransaction signed) {
        Transaction transaction = signed.transaction();
        Envelope.requireChainAndTime(transaction, chainId, now());
        return VerifiedTransaction.verify(signed)
                .orElseThrow(
                        () -> new Refusal(LedgerFailure.BAD_SIGNATURE, Values.of("account", transaction.signer())));
    }

    private static SignedTransaction decode(Bytes bytes) {
        try {
            return SignedTransaction.decode(bytes);
        } catch (MalformedBytesException e) {
            throw new Refusal(LedgerFailure.MALFORMED_TRANSACTION, Values.of("reason", String.valueOf(e.getMessage())));
        }
    }

    private void requireRunning() {
        if (stopped != null) {
            throw ledgerStopped();
        }
    }

    private void requireRoom() {
        if (headroom.isShort() && headroom.look() > 0) {
            throw diskFull();
        }
    }

    private Refusal diskFull() {
        return new Refusal(LedgerFailure.DISK_FULL, Values.of("missing", headroom.missing()));
    }

    private Refusal ledgerStopped() {
        String reason = stopped;
        return new Refusal(LedgerFailure.LEDGER_STOPPED, Values.of("reason", reason == null ? NODE_ERROR : reason));
    }

    private RefusedException refused(Refusal refusal) {
        return new RefusedException(presentation().failure(refusal));
    }

    @Override
    public Receipt simulate(Bytes bytes) {
        try {
            VerifiedTransaction transaction = check(decode(bytes));
            Chain chain = published;
            CoreReads state = new CoreReads(chain.state());
            AccountRow signer = Envelope.requireSigner(transaction.transaction(), state);
            Envelope.requireSequence(
                    transaction.transaction(),
                    state.nextSequence(
                            signer.ordinal(), transaction.transaction().lane()));
            Context context = next(chain);
            Overlay copy = new Overlay(chain.state());
            Outcome outcome = org.quoin.ledger.core.execution.Executor.execute(
                    chain.modules(), context, new Step.Apply(transaction), copy);
            return new Presentation(descriptions, chain.modules().ids(), new CoreReads(copy))
                    .receipt(new ReceiptRow(transaction.id(), outcome), context.height(), 0, chain.nextEvent());
        } catch (Refusal refusal) {
            throw refused(refusal);
        }
    }

    @Override
    public Optional<Receipt> receipt(Hash transaction) {
        Chain chain = published;
        History.Place place = history.place(transaction);
        if (place == null || place.height() > chain.header().height()) {
            return Optional.empty();
        }
        History.Found found = history.receipt(place);
        return Optional.of(presentation(found.block(), chain)
                .receipt(found.row(), place.height(), place.index(), found.firstEvent()));
    }

    @Override
    public Optional<Block> block(long height) {
        if (height < 0 || height > published.header().height()) {
            return Optional.empty();
        }
        return Optional.of(history.block(height).toBlock());
    }

    @Override
    public Optional<Account> account(String name) {
        CoreReads state = reads();
        return Optional.ofNullable(state.account(name)).map(row -> account(state, name, row));
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit) {
        CoreReads state = reads();
        return page(
                cursor, limit, state::accountNames, name -> account(state, name, require(state.account(name), name)));
    }

    @Override
    public Optional<AssetInfo> asset(String symbol) {
        return Optional.ofNullable(reads().asset(symbol)).map(LedgerNode::asset);
    }

    @Override
    public Page<AssetInfo> assets(@Nullable String cursor, int limit) {
        CoreReads state = reads();
        return page(cursor, limit, state::assetSymbols, symbol -> asset(require(state.asset(symbol), symbol)));
    }

    @Override
    public List<Balance> balances(String account) {
        return reads().holdings(account).stream()
                .map(held -> new Balance(
                        new Amount(held.available(), held.asset()), new Amount(held.locked(), held.asset())))
                .toList();
    }

    @Override
    public Page<Event> events(long from, int limit) {
        if (from < 0) {
            throw new IllegalArgumentException("events are numbered from 0, not from " + from);
        }
        requireLimit(limit);
        Chain chain = published;
        int there = (int) Math.max(0, Math.min(limit, chain.nextEvent() - from));
        List<Event> events = history.events(from, there).stream()
                .map(found -> presentation(found.block(), chain)
                        .event(found.row(), found.sequence(), found.block().height()))
                .toList();
        long next = from + events.size();
        return new Page<>(events, next < chain.nextEvent() ? Long.toString(next) : null);
    }

    @Override
    public Optional<Description> description(String capability) {
        return capability.equals(CoreCapability.NAME)
                ? Optional.of(CoreCapability.DESCRIPTION)
                : published.modules().find(capability).map(LoadedModule::description);
    }

    @Override
    public Optional<Description> description(String capability, long height) {
        if (capability.equals(CoreCapability.NAME)) {
            return Optional.of(CoreCapability.DESCRIPTION);
        }
        Chain chain = published;
        return block(height)
                .filter(block -> block.header().modules().stream()
                        .anyMatch(module -> module.capability().equals(capability)))
                .map(block -> descriptions.of(capability, block.header().modules(), new CoreReads(chain.state())));
    }

    @Override
    public List<Module> modules() {
        CoreReads state = reads();
        Set<Hash> active = Set.copyOf(state.activeModules());
        Map<ModuleId, Module> modules = new TreeMap<>(BY_NAME_AND_VERSION);
        available.forEach(id -> modules.put(id, new Module(id, Module.State.AVAILABLE, 0)));
        for (ModuleChangeRow change : state.moduleChanges(0, Integer.MAX_VALUE)) {
            ModuleId id = moduleId(state, change.rules());
            long open = state.openAgreements(id.sha256());
            Module.State stands = active.contains(id.sha256())
                    ? Module.State.ACTIVE
                    : open > 0 ? Module.State.DRAINING : Module.State.RETIRED;
            modules.put(id, new Module(id, stands, open));
        }
        return List.copyOf(modules.values());
    }

    @Override
    public Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit) {
        CoreReads state = reads();
        return page(
                cursor,
                limit,
                state::moduleChanges,
                change -> new ModuleChange(
                        change.height(), change.transaction(), moduleId(state, change.rules()), change.active()));
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input) {
        Chain chain = published;
        try {
            return org.quoin.ledger.core.execution.Executor.query(
                    chain.modules(), next(chain), chain.state(), capability, query, schema, input);
        } catch (Refusal refusal) {
            throw refused(refusal);
        }
    }

    /** Says which modules are delivered to this node, whatever the chain has active. */
    public void available(Set<ModuleId> modules) {
        available = Set.copyOf(modules);
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
     * Says whom to tell why no transaction is taken, and with an empty reason that they are taken again. Of a full disk it is
     * told by {@link #tend}.
     *
     * @param listener is called on a thread of the ledger: it must be short
     */
    public void onCondition(Consumer<Optional<String>> listener) {
        condition.tell(listener);
    }

    /** To be called every now and then: looks whether the disk has room, and keeps some back. */
    public void tend() {
        headroom.reserve();
        if (stopped == null) {
            long missing = headroom.look();
            condition.became(missing == 0 ? Optional.empty() : Optional.of(presentation().failure(diskFull()).message()));
        }
    }

    /** The accounts that may change which rules are active. */
    public List<String> operators() {
        return genesis.operators();
    }

    @Override
    public long nextSequence(String account, int lane) {
        if (lane < 0 || lane >= Transaction.LANES) {
            throw new IllegalArgumentException("a lane is 0 to " + (Transaction.LANES - 1) + ", not " + lane);
        }
        return lanes.next(account, lane, () -> {
            CoreReads state = reads();
            AccountRow row = state.account(account);
            return row == null ? 0 : state.nextSequence(row.ordinal(), lane);
        });
    }

    @Override
    public Verification verify(long from, long to) {
        Chain chain = published;
        if (from < 0 || from > to || to > chain.header().height()) {
            throw new IllegalArgumentException("the chain has the blocks 0 to "
                    + chain.header().height() + ": choose a range within, not " + from + " to " + to);
        }
        return new Verifier(genesis, history, rules)
                .verify(from, to, to == chain.header().height() ? chain.head() : null);
    }

    private void run(Sequencer sequencer) {
        try {
            sequencer.run();
        } catch (InterruptedException e) {
            stop("its thread was interrupted", e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            stop(NODE_ERROR, e);
            throw e;
        } finally {
            sequencerEnded.countDown();
        }
    }

    /** Ends the taking of transactions; whoever still waits is told that the outcome is not known. */
    private void stop(String reason, Throwable cause) {
        if (stopped == null || CLOSED.equals(stopped)) {
            stopped = reason;
            LOG.log(Level.ERROR, "The ledger takes no more transactions because " + reason, cause);
            condition.ended(refused(ledgerStopped()).failure().message());
        }
        waiting.close();
        for (Waiting.EmptyBlocks blocks : waiting.drain()) {
            blocks.done().completeExceptionally(new IllegalStateException(reason, cause));
        }
        pending.forEach((id, answer) -> answer.completeExceptionally(new OutcomeUnknownException(id, reason)));
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

    private CoreReads reads() {
        return new CoreReads(published.state());
    }

    /** The block that a transaction would be in now. */
    private Context next(Chain chain) {
        return new Context(chainId, chain.header().height() + 1, now());
    }

    private Presentation presentation() {
        Chain chain = published;
        return new Presentation(descriptions, chain.modules().ids(), new CoreReads(chain.state()));
    }

    private Presentation presentation(Header block, Chain chain) {
        return new Presentation(descriptions, block.modules(), new CoreReads(chain.state()));
    }

    private static ModuleId moduleId(CoreReads state, Hash rules) {
        return require(state.module(rules), rules.toHex()).id();
    }

    private LedgerInfo info(Chain chain) {
        return new LedgerInfo(
                chainId,
                chain.header().height(),
                chain.head(),
                chain.header().state(),
                chain.header().time(),
                chain.modules().ids(),
                genesis.development());
    }

    private static Account account(CoreReads state, String name, AccountRow row) {
        return new Account(name, row.ordinal(), row.keys(), state.nonces(row.ordinal()));
    }

    private static AssetInfo asset(AssetRow row) {
        return new AssetInfo(row.asset(), new Amount(row.supply(), row.asset()), row.issuer());
    }

    private static <T> T require(@Nullable T row, String name) {
        if (row == null) {
            throw new IllegalStateException(name + " has an ordinal and no row");
        }
        return row;
    }

    /** A slice of what is numbered in the order of its creation. */
    private interface Slice<R> {
        List<R> list(long from, int limit);
    }

    private static <R, T> Page<T> page(@Nullable String cursor, int limit, Slice<R> slice, Function<R, T> toItem) {
        requireLimit(limit);
        long from = cursor == null ? 0 : ordinal(cursor);
        List<R> found = slice.list(from, limit + 1);
        List<T> items = new ArrayList<>();
        found.stream().limit(limit).map(toItem).forEach(items::add);
        return new Page<>(items, found.size() > limit ? Long.toString(from + limit) : null);
    }

    private static long ordinal(String cursor) {
        try {
            long ordinal = Long.parseLong(cursor);
            if (ordinal >= 0) {
                return ordinal;
            }
        } catch (NumberFormatException e) {
            LOG.log(Level.DEBUG, "A cursor is no number", e);
        }
        throw new IllegalArgumentException(
                "'" + cursor + "' is not where a page ended: use the 'next' of the last page");
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " items, not " + limit);
        }
    }

    /** Makes blocks visible and tells the submitters. Called on the threads of sequencer and journal. */
    private final class Answers implements Sequencer.Listener {
        @Override
        public void committed(Chain.Extension block, List<Waiting.Submitted> transactions) {
            BlockRecord record = block.record();
            history.add(record);
            ModuleSet before = published.modules();
            published = block.chain();
            if (block.chain().modules() != before) {
                modulesChanged(block.chain());
            }
            Presentation presentation = presentation(record.header(), block.chain());
            long event = record.header().firstEvent();
            for (int index = 0; index < transactions.size(); index++) {
                ReceiptRow row = record.receipts().get(index);
                Waiting.Submitted submitted = transactions.get(index);
                Receipt receipt = presentation.receipt(row, record.header().height(), index, event);
                event += row.outcome().events().size();
                receipt.failure().ifPresent(LedgerNode::alarm);
                lanes.ordered(submitted.transaction());
                pending.remove(submitted.transaction().id());
                submitted.receipt().complete(receipt);
            }
        }

        @Override
        public @Nullable Refusal closed() {
            return headroom.look() > 0 ? diskFull() : null;
        }

        @Override
        public void refused(Waiting.Submitted submitted, Refusal refusal) {
            lanes.turnedAway(submitted.transaction());
            pending.remove(submitted.transaction().id());
            submitted.receipt().completeExceptionally(LedgerNode.this.refused(refusal));
        }

        @Override
        public void lost(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            stop(reason(cause), cause);
        }

        @Override
        public LedgerInfo info() {
            return LedgerNode.this.info();
        }

        private String reason(Throwable cause) {
            return cause instanceof JournalFailedException && cause.getCause() != null
                    ? "its disk failed (" + cause.getCause().getMessage() + ")"
                    : NODE_ERROR;
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
        public LedgerInfo mine(int blocks) {
            if (blocks < 1 || blocks > MOST_BLOCKS) {
                throw new IllegalArgumentException("choose 1 to " + MOST_BLOCKS + " blocks, not " + blocks);
            }
            CompletableFuture<LedgerInfo> done = new CompletableFuture<>();
            if (stopped == null && headroom.look() > 0) {
                throw refused(diskFull());
            }
            if (!waiting.offer(new Waiting.EmptyBlocks(blocks, done))) {
                throw refused(ledgerStopped());
            }
            try {
                return done.join();
            } catch (CompletionException e) {
                RefusedException refused = refused(ledgerStopped());
                refused.initCause(e);
                throw refused;
            }
        }
    }
}
