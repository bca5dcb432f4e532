package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Subscription;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.journal.GroupCommit;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;

/**
 * A ledger on this machine. The way of a transaction: read on the submitter's thread, verified on one of several at the
 * {@link Door}, queued, put into a block and executed on the sequencer's thread, settled on another, written and synced on
 * the journal's, then visible to reads and answered.
 */
public final class LedgerNode implements Ledger, AutoCloseable {
    private static final Logger LOG = System.getLogger(LedgerNode.class.getName());
    /** Blocks that may be settled and not yet durable: one being synced, one to follow. */
    private static final int BLOCKS_IN_FLIGHT = 2;

    private final Genesis genesis;
    private final Journal journal;
    private final LedgerClock clock;
    private final Reads reads;
    private final Door door;
    private final Subscriptions subscriptions;
    private final BlockLog log;
    private final CountDownLatch sequencerEnded = new CountDownLatch(1);
    private volatile Runnable modulesListener = () -> {};

    private LedgerNode(Genesis genesis, Opened opened, LedgerClock clock, Executor threads, Capacity capacity) {
        this.genesis = genesis;
        this.clock = clock;
        journal = opened.journal();
        reads = new Reads(genesis, opened, clock);
        subscriptions = new Subscriptions(reads, threads);
        Shares shares = new Shares(capacity, System::nanoTime);
        Waiting waiting = new Waiting(shares);
        door = new Door(genesis.chainId(), reads, shares, waiting);
        BlockMachine machine = new BlockMachine(opened.chain());
        log = new JournalBlockLog(machine, new GroupCommit(journal, threads, BLOCKS_IN_FLIGHT), threads);
        Sequencer sequencer = new Sequencer(waiting, machine, log, clock, new Answers());
        threads.execute(() -> run(sequencer));
        door.open(threads);
    }

    /**
     * Opens the ledger in a store, after making one there if there is none.
     *
     * @param genesis of a ledger that has to be made; not asked for one that exists
     * @param threads lends three threads, one for each processor and one for each subscription, until {@link #close}
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
        Genesis founded = store.genesis();
        Opened opened = Opened.open(store, founded);
        try {
            LedgerClock time = new LedgerClock(clock);
            if (founded.development()) {
                time.continueFrom(opened.chain().header().time());
            }
            return new LedgerNode(founded, opened, time, threads, capacity);
        } catch (RuntimeException | Error e) {
            opened.journal().close();
            throw e;
        }
    }

    /** Returns when everything accepted is answered and durable. */
    @Override
    public void close() {
        door.close();
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
        return reads.info();
    }

    @Override
    public Instant now() {
        return reads.now();
    }

    @Override
    public CompletableFuture<Receipt> submit(Bytes bytes) {
        return door.submit(bytes);
    }

    @Override
    public Receipt simulate(Bytes bytes) {
        return door.simulate(bytes);
    }

    @Override
    public Optional<Receipt> receipt(Hash transaction) {
        return reads.receipt(transaction);
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
    public Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit) {
        return reads.moduleHistory(cursor, limit);
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input) {
        return reads.query(capability, query, schema, input);
    }

    @Override
    public long nextSequence(String account, int lane) {
        return door.nextSequence(account, lane);
    }

    @Override
    public Verification verify(long from, long to) {
        return reads.verify(from, to);
    }

    /** Says which modules are delivered to this node, whatever the chain has active. */
    public void available(Set<ModuleId> modules) {
        reads.available(modules);
    }

    /**
     * Says whom to tell when other rules have become active.
     *
     * @param listener is called on a thread of the ledger, once the change is visible to reads: it must be short
     */
    public void onModulesChanged(Runnable listener) {
        modulesListener = listener;
    }

    /** How many transactions are submitted and not yet known to be valid; the others wait for a block, or are answered. */
    public int verifying() {
        return door.verifying();
    }

    /** The accounts that may change which rules are active. */
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
            reads.publish(record, block.chain());
            subscriptions.published();
            if (block.chain().modules() != before) {
                modulesChanged(block.chain());
            }
            Presentation presentation = reads.presentation(record.header(), block.chain());
            long event = record.header().firstEvent();
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
            return cause instanceof JournalFailedException && cause.getCause() != null
                    ? "its disk failed (" + cause.getCause().getMessage() + ")"
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
        public LedgerInfo mine(int blocks) {
            if (blocks < 1 || blocks > MOST_BLOCKS) {
                throw new IllegalArgumentException("choose 1 to " + MOST_BLOCKS + " blocks, not " + blocks);
            }
            return door.mine(blocks);
        }
    }
}
