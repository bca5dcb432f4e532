package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.node.BlockMachine;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerLog;

/**
 * Transfers between random accounts that nobody signed, through the log of a node, with all roots, receipts, journal, syncs and
 * store: what a ledger does beside verifying. {@code -Daccounts=}, of which there are 1,000,000 otherwise; {@code -Dseconds=}, 60
 * otherwise, of the work alone: between the rounds the next load is made, and nothing else is under way, since a round ends
 * when its blocks are durable and what was due is stored. The baseline is what the ledger promises: 200,000 a second, from ten
 * million accounts on 100,000.
 */
public final class UnsignedBench implements Benchmark {
    private static final int BLOCKS = 40;
    private static final long TRANSFERS = (long) BLOCKS * BlockInput.MAX_TRANSACTIONS;
    private static final int MANY = 10_000_000;

    @Override
    public String name() {
        return "unsigned";
    }

    /** An eighth of it is for what is in the store, and a thirty-second is how far the store may be behind. */
    @Override
    public String heap() {
        return "12g";
    }

    @Override
    public Figures run(Path directory) throws Exception {
        Populace populace = new Populace(Integer.getInteger("accounts", 1_000_000));
        DirectoryStore store = new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules"));
        Instant now = Instant.now();
        Timed settling = Timed.of(populace.size(), () -> populace.settle(store, now));
        System.out.println("accounts settled: " + settling);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LedgerLog log = LedgerLog.open(store, threads)) {
            Payments payments = new Payments(populace, store.genesis().chainId(), now, name -> 0);
            Timed all = measure(payments, log, new Lag(store.memory()));
            return new Figures(
                            all.perSecond(), "unsigned durable transfers/s", populace.size() < MANY ? 200_000 : 100_000)
                    .with("cpuMicros", all.cpuEach())
                    .with("accounts", populace.size())
                    .with("seconds", all.seconds());
        } finally {
            threads.shutdown();
        }
    }

    private static Timed measure(Payments payments, LedgerLog log, Lag lag) throws Exception {
        System.out.println("warm-up: " + round(payments, log, lag));
        Timed all = new Timed(0, 0, 0);
        long least = Integer.getInteger("seconds", 60);
        while (all.seconds() < least) {
            Timed round = round(payments, log, lag);
            System.out.println(round);
            all = all.plus(round);
        }
        lag.requireSteady();
        System.out.println("all: " + all);
        return all;
    }

    private static Timed round(Payments payments, LedgerLog log, Lag lag) throws Exception {
        List<List<VerifiedTransaction>> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(payments.unsigned(BlockInput.MAX_TRANSACTIONS));
        }
        lag.start(log.backlog());
        Timed round = Timed.of(TRANSFERS, () -> order(log, blocks));
        lag.end(log.backlog());
        return round;
    }

    /** Returns when all are durable and what was due is stored. */
    private static void order(LedgerLog log, List<List<VerifiedTransaction>> blocks) throws InterruptedException {
        BlockMachine machine = log.machine();
        List<CompletableFuture<Integer>> durable = new ArrayList<>();
        for (List<VerifiedTransaction> block : blocks) {
            Tip tip = machine.tip();
            Chain settled = machine.settled();
            durable.add(log.append(new BlockInput(
                            CoreCapability.PROTOCOL,
                            tip.height() + 1,
                            tip.input(),
                            tip.time(),
                            tip.modules().hash(),
                            settled.header().height(),
                            settled.head(),
                            block))
                    .thenApply(extension -> extension.record().events().size()));
        }
        for (CompletableFuture<Integer> each : durable) {
            int events = each.join();
            if (events != BlockInput.MAX_TRANSACTIONS) {
                throw new IllegalStateException("of a block of good transfers only " + events + " were applied");
            }
        }
        while (log.backlog().storing()) {
            Thread.sleep(1);
        }
    }
}
